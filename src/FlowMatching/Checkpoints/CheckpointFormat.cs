using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FastOde.FlowMatching.Files;

namespace FastOde.FlowMatching.Checkpoints;

/// <summary>
/// Checkpoints as safetensors files whose metadata hold format version, step, fingerprint and a SHA-256 of the whole
/// file, computed with the digits of the checksum itself read as zeros.
/// </summary>
internal static class CheckpointFormat
{
    private const string Version = "1";
    private const string VersionKey = "fastode.format";
    private const string StepKey = "fastode.step";
    private const string FingerprintKey = "fastode.fingerprint";
    private const string ChecksumKey = "fastode.sha256";
    private static readonly string NoChecksum = new('0', 2 * SHA256.HashSizeInBytes);

    /// <summary>The bytes of a checkpoint's file.</summary>
    public static byte[] Encode(Checkpoint checkpoint)
    {
        var metadata = new Dictionary<string, string>(checkpoint.Facts, StringComparer.Ordinal)
        {
            [VersionKey] = Version,
            [StepKey] = checkpoint.Step.ToString(CultureInfo.InvariantCulture),
            [FingerprintKey] = checkpoint.Fingerprint,
            [ChecksumKey] = NoChecksum,
        };
        var file = SafetensorsFile.Write(metadata, checkpoint.Tensors);
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(file))).CopyTo(Checksum(file));
        return file;
    }

    /// <summary>Reads a checkpoint's file.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, foreign or of a newer format; the message says how, in words that follow "it".</exception>
    public static Checkpoint Decode(byte[] file)
    {
        var (metadata, tensors) = Read(file);
        if (!metadata.TryGetValue(VersionKey, out var version) || !metadata.TryGetValue(ChecksumKey, out var stated))
            throw new InvalidDataException("it is a safetensors file, but not a checkpoint of this program");
        if (version != Version)
            throw new InvalidDataException($"it has checkpoint format {version}, and this program reads format {Version}");
        var copy = (byte[])file.Clone();
        Encoding.ASCII.GetBytes(NoChecksum).CopyTo(Checksum(copy));
        if (Convert.ToHexStringLower(SHA256.HashData(copy)) != stated)
            throw new InvalidDataException("its checksum does not match its content");
        return new Checkpoint
        {
            Step = int.Parse(metadata[StepKey], CultureInfo.InvariantCulture),
            Fingerprint = metadata[FingerprintKey],
            Facts = metadata.Where(pair => pair.Key is not (VersionKey or StepKey or FingerprintKey or ChecksumKey)).ToDictionary(),
            Tensors = tensors,
        };
    }

    private static (IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<SafeTensor> Tensors) Read(byte[] file)
    {
        try
        {
            return SafetensorsFile.Read(file);
        }
        catch (FileLimitException limit)
        {
            throw new InvalidDataException($"{limit.Message}; no file of this program does", limit);
        }
    }

    private static Span<byte> Checksum(byte[] file)
    {
        var key = Encoding.ASCII.GetBytes($"\"{ChecksumKey}\":\"");
        var at = file.AsSpan().IndexOf(key);
        if (at < 0 || at + key.Length + NoChecksum.Length > file.Length)
            throw new InvalidDataException("its checksum is not where this program writes it");
        return file.AsSpan(at + key.Length, NoChecksum.Length);
    }
}
