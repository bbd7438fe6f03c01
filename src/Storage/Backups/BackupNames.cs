using System.Security.Cryptography;
using FastOde.Storage.Directories;

namespace FastOde.Storage.Backups;

/// <summary>What the entries of a backup are called, and which files of a data directory it has besides those of trials.</summary>
internal static class BackupNames
{
    /// <summary>The last entry.</summary>
    public const string Database = "experiments.db";

    /// <summary>Data sets and extractors of features, which all trials share; files that are being written are not among them.</summary>
    public static IEnumerable<string> SharedFiles(DataDirectory directory) =>
        from folder in Folders(directory)
        where Directory.Exists(folder)
        from file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        where !file.EndsWith(".tmp", StringComparison.Ordinal)
        select directory.Relative(file);

    /// <summary>Whether an entry is such a file.</summary>
    public static bool IsShared(DataDirectory directory, string name) =>
        directory.Contains(name) && Array.Exists(Folders(directory), folder => directory.Absolute(name).StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    /// <summary>A checksum as the database has it.</summary>
    public static async Task<string> Hash(Stream content, CancellationToken cancellationToken) =>
        Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false));

    private static string[] Folders(DataDirectory directory) => [directory.DatasetsPath, directory.FeaturesPath];
}
