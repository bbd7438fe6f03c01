using System.Globalization;
using System.Security.Cryptography;
using FastOde.FlowMatching.Files;

namespace FastOde.FlowMatching.Checkpoints;

/// <summary>The checkpoints of one trial: <c>step-00001000.safetensors</c> and so on in a folder of its own.</summary>
/// <param name="path">The folder; made when the first checkpoint is written.</param>
/// <param name="keep">How many of the newest are kept, at least 1.</param>
/// <param name="recorded">
/// The trial's checkpoints as its owner has them on record: no other file is read, and of these only one with the recorded
/// step and checksum. Null where nobody keeps a record; then whatever lies in the folder counts.
/// </param>
public sealed class CheckpointDirectory(string path, int keep = 3, IEnumerable<CheckpointFile>? recorded = null)
{
    private const string Prefix = "step-";
    private const string Suffix = ".safetensors";

    private readonly Dictionary<string, CheckpointFile>? recorded =
        recorded?.ToDictionary(file => System.IO.Path.GetFullPath(file.Path), StringComparer.Ordinal);

    /// <summary>The folder.</summary>
    public string Path { get; } = path;

    /// <summary>
    /// Writes a checkpoint so that a crash at any moment leaves either all of it or nothing of it: temporary name,
    /// flushed to the device, renamed. Older ones than the newest few are deleted afterwards, and so is what an attempt
    /// left unrecorded on the way to this step. Files of later steps are left alone.
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
            WholeFile.Write(file, content);
            var written = new CheckpointFile(file, checkpoint.Step, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
            if (recorded is not null)
                recorded[System.IO.Path.GetFullPath(file)] = written;
            Prune(checkpoint.Step);
            return written;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException(
                $"The checkpoint '{file}' cannot be written: {error.Message} Free space or make the folder writable, then resume.", error);
        }
    }

    /// <summary>Reads one checkpoint.</summary>
    /// <exception cref="CheckpointException">It is missing, damaged or foreign; the message names the file and the cure.</exception>
    public static Checkpoint Load(string file) => Load(file, null);

    /// <summary>Reads one checkpoint as it was recorded.</summary>
    /// <exception cref="CheckpointException">It is missing, damaged, foreign or another; the message names the file and the cure.</exception>
    public static Checkpoint Load(CheckpointFile record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return Load(record.Path, record);
    }

    /// <summary>Reads the newest checkpoint that is intact and belongs to this trial.</summary>
    /// <param name="belongs">Whether a checkpoint of this fingerprint belongs to the trial; null accepts any.</param>
    /// <param name="rejected">Told of each newer one that cannot be used, with the reason.</param>
    /// <returns>The checkpoint, or null when there is none to use.</returns>
    public Checkpoint? LoadLatest(Predicate<string>? belongs, Action<CheckpointException> rejected)
    {
        ArgumentNullException.ThrowIfNull(rejected);
        foreach (var (_, file) in Candidates())
        {
            try
            {
                var checkpoint = Load(file, recorded?[file]);
                if (belongs is null || belongs(checkpoint.Fingerprint))
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

    /// <summary>The checkpoints there are, newest first; where there is a record, only those that are on it.</summary>
    public IReadOnlyList<(int Step, string File)> Files() => [.. Found().Where(found => IsTrusted(found.File))];

    private static Checkpoint Load(string file, CheckpointFile? record)
    {
        try
        {
            var content = File.ReadAllBytes(file);
            var checkpoint = CheckpointFormat.Decode(content);
            return record is null || (checkpoint.Step == record.Step && Convert.ToHexStringLower(SHA256.HashData(content)) == record.Sha256)
                ? checkpoint
                : throw new CheckpointException(
                    $"The checkpoint '{file}' is not the one on record: its step or checksum differs. Training goes on from the one before it, or from the start.");
        }
        catch (Exception error) when (record is not null && (error is FileNotFoundException or DirectoryNotFoundException))
        {
            throw new CheckpointException(
                $"The checkpoint '{file}' is on record but not there any more. Training goes on from the one before it, or from the start.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or KeyNotFoundException or FormatException)
        {
            throw new CheckpointException(
                $"The checkpoint '{file}' cannot be used: {error.Message.TrimEnd('.')}. Delete the file; training goes on from the one before it, or from the start.", error);
        }
    }

    private bool IsTrusted(string file) => recorded is null || recorded.ContainsKey(System.IO.Path.GetFullPath(file));

    /// <summary>What to try, newest first. What is on record and gone is tried too, so that somebody hears of it.</summary>
    private IEnumerable<(int Step, string File)> Candidates() => recorded is null
        ? Found()
        : recorded.OrderByDescending(entry => entry.Value.Step).Select(entry => (entry.Value.Step, entry.Key));

    private void Prune(int step)
    {
        var upToHere = Found().Where(found => found.Step <= step).ToLookup(found => IsTrusted(found.File));
        foreach (var (_, old) in upToHere[true].Skip(keep).Concat(upToHere[false]))
        {
            using var activity = FileActivity.Begin("delete", old);
            File.Delete(old);
        }
    }

    private IReadOnlyList<(int Step, string File)> Found()
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
