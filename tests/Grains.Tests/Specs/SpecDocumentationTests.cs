using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FastOde.Grains.Specs;
using FastOde.Specs;
using FastOde.Specs.Schema;

namespace FastOde.Grains.Tests.Specs;

/// <summary>Holds the tables of keys in docs/spec.md to the records: values, default, and as meaning the summary of the property.</summary>
public sealed partial class SpecDocumentationTests
{
    public static TheoryData<string> Paths => [.. SpecKeys.Describe(SpecWords.Schema).Select(key => key.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Documentation_OfKey_SaysWhatItsRecordSays(string path)
    {
        var key = SpecKeys.Describe(SpecWords.Schema).Single(key => key.Path == path);
        var row = Assert.Single(Rows(), row => row[0] == $"`{path}`");

        Assert.Equal(RowOf(key), $"| {string.Join(" | ", row)} |");
    }

    [Fact]
    public void Documentation_Keys_AllExist() =>
        Assert.Empty(Rows().Select(row => row[0].Trim('`')).Except([.. Paths.Select(path => path.Data), "trial.function"]));

    private static string RowOf(KeyDescription key) =>
        $"| `{key.Path}` | {string.Join(", ", key.Kinds)} | {key.Expected} | {(key.Default is { } value ? $"`{value}`" : "")} | {Meaning(key)} |";

    private static string Meaning(KeyDescription key)
    {
        var member = key.Property is { } property ? $"P:{property.DeclaringType!.FullName}.{property.Name}" : $"P:{Owner(key.Path)}";
        var summary = Summaries.Value[member];
        return Code().Replace(Space().Replace(string.Concat(summary.Nodes().Select(node => node.ToString())).Trim(), " "), "`$1`").Replace("&gt;", ">", StringComparison.Ordinal);
    }

    /// <summary>The kind of a family means what the family is for in the trial, or in the search.</summary>
    private static string Owner(string path)
    {
        var parts = path.Split('.');
        var owner = parts[0] == "search" ? typeof(SearchSpec) : typeof(TrialSpec);
        return $"{owner.FullName}.{char.ToUpperInvariant(parts[1][0])}{parts[1][1..]}";
    }

    private static readonly Lazy<Dictionary<string, XElement>> Summaries = new(() =>
        XDocument.Load(Path.ChangeExtension(typeof(TrialSpec).Assembly.Location, ".xml")).Descendants("member")
            .Where(member => member.Element("summary") is not null)
            .ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary")!));

    /// <summary>The rows of the tables of keys: key, kinds, values, default, meaning.</summary>
    private static IEnumerable<string[]> Rows([CallerFilePath] string here = "") => File
        .ReadLines(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/spec.md"))
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())
        .Where(row => row.Length == 5);

    [GeneratedRegex("<c>(.*?)</c>")]
    private static partial Regex Code();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
