using System.Runtime.CompilerServices;
using FastOde.Grains.Specs.Schema;

namespace FastOde.Grains.Tests.Specs;

public sealed class SpecDocumentationTests
{
    public static TheoryData<string> Paths => [.. SpecSchema.Keys.Select(key => key.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Documentation_OfKey_StatesItsValuesAndDefault(string path)
    {
        var key = SpecSchema.Keys.Single(key => key.Path == path);
        var row = Assert.Single(Rows(), row => row[0] == $"`{path}`");

        Assert.Equal(key.Expected, row[1]);
        Assert.Equal(key.Default is { } value ? $"`{value}`" : "", row[2]);
        Assert.NotEqual("", row[3]);
    }

    [Fact]
    public void Documentation_Keys_AllExist() =>
        Assert.Empty(Rows().Select(row => row[0].Trim('`')).Except(SpecSchema.Keys.Select(key => key.Path)));

    /// <summary>The rows of the tables of keys: key, values, default, meaning.</summary>
    private static IEnumerable<string[]> Rows([CallerFilePath] string here = "") => File
        .ReadLines(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/spec.md"))
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray());
}
