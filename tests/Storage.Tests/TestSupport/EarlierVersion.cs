using System.IO.Compression;

namespace FastOde.Storage.Tests.TestSupport;

/// <summary>A data directory as an earlier version left it, and what is in it (tests/Fixtures/version-one/README.md).</summary>
internal static class EarlierVersion
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Fixtures", "version-one");

    public static void Unpack(string directory) => ZipFile.ExtractToDirectory(Path.Combine(Folder, "data.zip"), directory);

    /// <summary>The rows of a table, each as its columns joined by commas.</summary>
    public static IReadOnlyList<string> Rows(string table) => [.. File.ReadLines(Path.Combine(Folder, $"{table}.csv")).Skip(1)];
}
