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
            from folder in Directory.EnumerateDirectories(project)
            let name = Path.GetFileName(folder)
            where name is not ("bin" or "obj" or "TestSupport") && !Directory.Exists(Path.Combine(source, name))
            select folder;
        Assert.Empty(strays);
    }

    [GeneratedRegex(@"^public (?:(?:sealed|abstract|static|readonly|partial|unsafe) )*(?:class|record struct|record|struct|interface|enum) ", RegexOptions.Multiline)]
    private static partial Regex PublicType();
}
