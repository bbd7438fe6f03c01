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
        [.. artifacts.Where(artifact => artifact.Kind == ArtifactKinds.Checkpoint).Select(artifact => Checkpoint(artifact, directory))];

    /// <summary>The checkpoint that an artifact is.</summary>
    public static CheckpointFile Checkpoint(ArtifactRecord artifact, DataDirectory directory) =>
        new(directory.Absolute(artifact.Path), artifact.Step, artifact.Bytes, artifact.Sha256);

    /// <summary>What to record of a checkpoint.</summary>
    public static ArtifactRecord Describe(CheckpointFile file, DataDirectory directory) =>
        new() { Kind = ArtifactKinds.Checkpoint, Path = directory.Relative(file.Path), Step = file.Step, Bytes = file.Bytes, Sha256 = file.Sha256 };

    /// <summary>What to record of a file that was written.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="file">Its full path.</param>
    /// <param name="step">Training step that it belongs to.</param>
    /// <param name="directory">Where the files lie.</param>
    public static ArtifactRecord Describe(string kind, string file, int step, DataDirectory directory) =>
        new() { Kind = kind, Path = directory.Relative(file), Step = step, Bytes = new FileInfo(file).Length, Sha256 = Checksum(file) };

    /// <summary>Whether a file is there as it was recorded.</summary>
    /// <param name="artifacts">What is on record of the trial.</param>
    /// <param name="directory">Where the files lie.</param>
    /// <param name="file">Full path of the file.</param>
    public static bool Has(IEnumerable<ArtifactRecord> artifacts, DataDirectory directory, string file)
    {
        var record = artifacts.FirstOrDefault(artifact => directory.Absolute(artifact.Path) == file);
        return record is not null && File.Exists(file) && Checksum(file) == record.Sha256;
    }

    private static string Checksum(string file)
    {
        using var content = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }
}
