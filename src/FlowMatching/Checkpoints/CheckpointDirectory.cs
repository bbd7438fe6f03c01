using System.Globalization;
using System.Security.Cryptography;

namespace FastOde.FlowMatching.Checkpoints;

/// <summary>The checkpoints of one trial: <c>step-00001000.safetensors</c> and so on in a folder of its own.</summary>
/// <param name="path">The folder; made when the first checkpoint is written.</param>
/// <param name="keep">How many of the newest are kept, at least 1.</param>
public sealed class CheckpointDirectory(string path, int keep = 3)
{
    private const string Prefix = "step-";
    private const string Suffix = ".safetensors";

    /// <summary>The folder.</summary>
    public string Path { get; } = path;

    /// <summary>
    /// Writes a checkpoint so that a crash at any moment leaves either all of it or nothing of it: temporary name,
    /// flushed to the device, renamed. Older ones than the newest few are deleted afterwards.
    /// </summary>
    /// <exception cref="CheckpointException">The folder cannot be written.</exception>
    public CheckpointFile Save(Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var file = NameOf(checkpoint.Step);
        try
        {
            Directory.CreateDirectory(Path);
            var content = CheckpointFormat.Encode(checkpoint);
            DurableFile.Write(file, content);
            foreach (var (_, old) in Files().Skip(keep))
                File.Delete(old);
            return new CheckpointFile(file, checkpoint.Step, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException(
                $"The checkpoint '{file}' cannot be written: {error.Message} Free space or make the folder writable, then resume.", error);
        }
    }

    /// <summary>Reads one checkpoint.</summary>
    /// <exception cref="CheckpointException">It is missing, damaged or foreign; the message names the file and the cure.</exception>
    public static Checkpoint Load(string file)
    {
        try
        {
            return CheckpointFormat.Decode(File.ReadAllBytes(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or KeyNotFoundException or FormatException)
        {
            throw new CheckpointException(
                $"The checkpoint '{file}' cannot be used: {error.Message.TrimEnd('.')}. Delete the file; training goes on from the one before it, or from the start.", error);
        }
    }

    /// <summary>Reads the newest checkpoint that is intact and belongs to this trial.</summary>
    /// <param name="fingerprint">What the trial trains; null accepts any.</param>
    /// <param name="rejected">Told of each newer one that cannot be used, with the reason.</param>
    /// <returns>The checkpoint, or null when there is none to use.</returns>
    public Checkpoint? LoadLatest(string? fingerprint, Action<CheckpointException> rejected)
    {
        ArgumentNullException.ThrowIfNull(rejected);
        foreach (var (_, file) in Files())
        {
            try
            {
                var checkpoint = Load(file);
                if (fingerprint is null || checkpoint.Fingerprint == fingerprint)
                    return checkpoint;
                rejected(new CheckpointException(
                    $"The checkpoint '{file}' belongs to a trial with another spec or seed. Move it away, or give this trial a folder of its own."));
            }
            catch (CheckpointException error)
            {
                rejected(error);
            }
        }

        return null;
    }

    /// <summary>The checkpoints there are, newest first.</summary>
    public IReadOnlyList<(int Step, string File)> Files()
    {
        if (!Directory.Exists(Path))
            return [];
        var found =
            from file in Directory.EnumerateFiles(Path, Prefix + "*" + Suffix)
            let digits = System.IO.Path.GetFileName(file)[Prefix.Length..^Suffix.Length]
            where int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            let step = int.Parse(digits, CultureInfo.InvariantCulture)
            orderby step descending
            select (step, file);
        return [.. found];
    }

    private string NameOf(int step) => System.IO.Path.Combine(Path, $"{Prefix}{step.ToString("D8", CultureInfo.InvariantCulture)}{Suffix}");
}
