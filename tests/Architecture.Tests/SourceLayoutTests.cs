using System.Text.RegularExpressions;

namespace FastOde.Architecture.Tests;

/// <summary>The shape of the source tree that a newcomer relies on.</summary>
public sealed partial class SourceLayoutTests
{
    private const int LongestFile = 400;
    private const int LargestMedian = 80;

    [Fact]
    public void SourceFile_Length_StaysBelowTheLimit() =>
        Assert.DoesNotContain(SourceTree.Files(), file => File.ReadLines(file).Count() > LongestFile);

    [Fact]
    public void SourceFiles_MedianLength_StaysSmall()
    {
        var lengths = SourceTree.Files().Select(file => File.ReadLines(file).Count()).Order().ToArray();
        Assert.InRange(lengths[lengths.Length / 2], 1, LargestMedian);
    }

    [Fact]
    public void SourceFile_PublicTypes_AreOneAFile() =>
        Assert.DoesNotContain(SourceTree.Files(), file => PublicType().Count(File.ReadAllText(file)) > 1);

    [Fact]
    public void SourceFile_Namespace_FollowsItsFolder()
    {
        var source = Path.Combine(SourceTree.Root, "src");
        var strays = SourceTree.Files().Where(file =>
        {
            var stated = SourceTree.NamespaceOf(File.ReadAllText(file));
            var folder = Path.GetRelativePath(source, Path.GetDirectoryName(file)!).Replace('/', '.').Replace('\\', '.');
            return stated.Length > 0 && stated != $"FastOde.{folder}";
        });
        Assert.Empty(strays);
    }

    [Fact]
    public void TestFolder_Name_MirrorsASourceFolder()
    {
        var strays =
            from project in Directory.EnumerateDirectories(Path.Combine(SourceTree.Root, "tests"), "*.Tests")
            let source = Path.Combine(SourceTree.Root, "src", Path.GetFileName(project)[..^".Tests".Length])
            where Directory.Exists(source)
            from test in SourceTree.TestsOf(project)
            let folder = Path.GetDirectoryName(Path.GetRelativePath(project, test))!
            where folder != "TestSupport" && !Directory.Exists(Path.Combine(source, folder))
            select test;
        Assert.Empty(strays);
    }

    /// <summary>The client is tried on a real silo, which the tests of the grains have.</summary>
    [Fact]
    public void TestClass_NamedAfterAType_StandsWhereTheTypeDoes()
    {
        var source = Path.Combine(SourceTree.Root, "src");
        var homes = SourceTree.Files().ToLookup(file => Path.GetFileNameWithoutExtension(file), file => Path.GetDirectoryName(Path.GetRelativePath(source, file))!);
        var strays =
            from project in Directory.EnumerateDirectories(Path.Combine(SourceTree.Root, "tests"), "*.Tests")
            let name = Path.GetFileName(project)[..^".Tests".Length]
            where Directory.Exists(Path.Combine(source, name))
            from test in SourceTree.TestsOf(project)
            let subject = Path.GetFileNameWithoutExtension(test).Replace("Tests", "", StringComparison.Ordinal)
            where subject is not "FastOdeClient" && homes.Contains(subject)
            where !homes[subject].Contains(Path.Combine(name, Path.GetDirectoryName(Path.GetRelativePath(project, test))!))
            select $"{test} belongs beside the tests of {homes[subject].First()}";
        Assert.Empty(strays);
    }

    [GeneratedRegex(@"^public (?:(?:sealed|abstract|static|readonly|partial|unsafe) )*(?:class|record struct|record|struct|interface|enum) ", RegexOptions.Multiline)]
    private static partial Regex PublicType();
}
