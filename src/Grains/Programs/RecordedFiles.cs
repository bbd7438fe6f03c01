using System.Security.Cryptography;
using FastOde.Contracts.Results;
using FastOde.FlowMatching.Checkpoints;
using FastOde.Storage.Directories;

namespace FastOde.Grains.Programs;

/// <summary>
/// Files of a trial that the database knows. Whatever else lies in a trial's folder was left by a killed attempt, or by a
/// trial of another database, and is not read.
/// </summary>
internal static class RecordedFiles
{
    /// <summary>The checkpoints among a trial's artifacts.</summary>
    /// <param name="artifacts">What is on record of the trial.</param>
    /// <param name="directory">Where the files lie.</param>
    public static IReadOnlyList<CheckpointFile> Checkpoints(IEnumerable<ArtifactRecord> artifacts, DataDirectory directory) =>
        [.. artifacts.Where(artifact => artifact.Kind == TrainingJournal.CheckpointKind)
            .Select(artifact => new CheckpointFile(directory.Absolute(artifact.Path), artifact.Step, artifact.Bytes, artifact.Sha256))];

    /// <summary>Whether a file is there as it was recorded.</summary>
    /// <param name="artifacts">What is on record of the trial.</param>
    /// <param name="directory">Where the files lie.</param>
    /// <param name="file">Full path of the file.</param>
    public static bool Has(IEnumerable<ArtifactRecord> artifacts, DataDirectory directory, string file)
    {
        var record = artifacts.FirstOrDefault(artifact => directory.Absolute(artifact.Path) == file);
        return record is not null && File.Exists(file) && Checksum(file) == record.Sha256;
    }

    /// <summary>SHA-256 of a file, as records hold it.</summary>
    public static string Checksum(string file)
    {
        using var content = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }
}
