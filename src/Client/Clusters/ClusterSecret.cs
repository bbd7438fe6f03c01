using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FastOde.Client.Clusters;

/// <summary>
/// What all processes of a cluster know and nobody else. It is never sent, written or shown: a process proves that it knows it
/// by a code (HMAC-SHA-256) of what both sides have just drawn.
/// </summary>
internal sealed class ClusterSecret
{
    /// <summary>Bytes of a proof.</summary>
    public const int ProofLength = HMACSHA256.HashSizeInBytes;

    /// <summary>Fewest characters: whoever records a proof may try secrets at home.</summary>
    public const int Shortest = 32;

    private const int LongestFile = 4096;
    private const UnixFileMode OfOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly byte[] key;

    private ClusterSecret(byte[] key) => this.key = key;

    /// <summary>Reads the secret from a file: its text, without the space around it.</summary>
    /// <param name="path">Path of the file, which nobody but its owner may use.</param>
    /// <exception cref="ClusterConnectionException">It cannot be used.</exception>
    public static ClusterSecret Read(string path)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & OfOthers) is not UnixFileMode.None)
                throw Refusal(path, "others than its owner may use it; chmod 600 it, and make a new one if somebody may have read it");
            if (new FileInfo(path).Length > LongestFile)
                throw Refusal(path, string.Create(CultureInfo.InvariantCulture, $"it has more than {LongestFile} bytes"));
            var text = File.ReadAllText(path).Trim();
            return text.Length >= Shortest
                ? new(Encoding.UTF8.GetBytes(text))
                : throw Refusal(path, string.Create(CultureInfo.InvariantCulture, $"it has fewer than {Shortest} characters; write one with openssl rand -hex 32"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Refusal(path, failure.Message.TrimEnd('.'));
        }
    }

    /// <summary>Proves that this process knows the secret.</summary>
    /// <param name="said">What both sides have said, and which of them proves it.</param>
    public byte[] Prove(ReadOnlySpan<byte> said) => HMACSHA256.HashData(key, said);

    /// <summary>Whether a proof is right; how long that takes does not tell how much of it is.</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="said">What it has to be of.</param>
    public bool Accepts(ReadOnlySpan<byte> proof, ReadOnlySpan<byte> said) => CryptographicOperations.FixedTimeEquals(proof, Prove(said));

    private static ClusterConnectionException Refusal(string path, string reason) => new(
        ClusterProblem.Secret, $"{path}: {reason}; expected a file of mode 600 with the same secret for every process of the cluster (docs/deploy.md)");
}
