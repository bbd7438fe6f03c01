using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace FastOde.Architecture.Tests;

/// <summary>The sources of the product, as the tests of their shape read them.</summary>
internal static partial class SourceTree
{
    /// <summary>Root of the repository.</summary>
    public static string Root { get; } = Here();

    /// <summary>Hand-written C# files of all projects, or of one.</summary>
    public static IEnumerable<string> Files(string project = "") =>
        Directory.EnumerateFiles(Path.Combine(Root, "src", project), "*.cs", SearchOption.AllDirectories)
            .Where(file => !GeneratedFolder().IsMatch(file));

    /// <summary>Test classes of a test project.</summary>
    public static IEnumerable<string> TestsOf(string project) =>
        Directory.EnumerateFiles(project, "*Tests.cs", SearchOption.AllDirectories).Where(file => !GeneratedFolder().IsMatch(file));

    /// <summary>The namespace that a file states; empty where it states none.</summary>
    public static string NamespaceOf(string text) => StatedNamespace().Match(text).Groups[1].Value;

    /// <summary>The namespaces that a file uses.</summary>
    public static IEnumerable<string> NamespacesUsedBy(string text) => Using().Matches(text).Select(match => match.Groups[1].Value);

    private static string Here([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "../../.."));

    [GeneratedRegex(@"[/\\](bin|obj|Migrations)[/\\]")]
    private static partial Regex GeneratedFolder();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex StatedNamespace();

    [GeneratedRegex(@"^using (?:static )?([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();
}
