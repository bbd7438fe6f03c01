using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;

namespace FastOde.Client.Clusters;

/// <summary>
/// What two processes say to each other before anything else: both send a greeting with 32 random bytes, and where they have a
/// secret, each proves that it knows it by a code of both greetings, of its side and of what binds the connection. The side that has
/// been called proves it first, so that a caller gives its proof to nobody who has none.
/// </summary>
/// <param name="secret">The secret of this process; null where it has none, and then the other one must have none either.</param>
/// <param name="binding">What both sides know of this connection alone, such as the certificates shown; may be empty.</param>
internal sealed class SecretHandshake(ClusterSecret? secret, ReadOnlyMemory<byte> binding)
{
    /// <summary>What is said of one that does not speak like this, or hangs up before it has spoken.</summary>
    public const string Unknown = "sent something else than a process of this version";

    private const int NonceLength = 32;
    private const byte Called = 1;
    private const byte Caller = 2;
    private const byte Accepted = 3;
    private const byte HasNone = 0;
    private const byte HasSecret = 1;
    private const int GreetingLength = 5 + NonceLength;
    private const string Silent = "ended the connection before it showed that it knows the secret";
    private const string Other = "knows another secret";

    // The last letter is the version of what is said.
    private static ReadOnlySpan<byte> Mark => "FOS1"u8;

    /// <summary>Opens a connection that another process has asked for.</summary>
    /// <exception cref="SecretRefusedException">It does not know what this one knows.</exception>
    public async Task Answer(IDuplexPipe pipe, CancellationToken cancellationToken)
    {
        var theirs = await Read(pipe.Input, GreetingLength, Unknown, cancellationToken);
        Require(theirs);
        var ours = Greeting();
        await Send(pipe.Output, secret is null ? ours : [.. ours, .. secret.Prove(Said(Called, theirs, ours))], cancellationToken);
        if (Difference(theirs) is { } difference)
        {
            // Who ends the connection first takes the greeting away from the other one, which then cannot say what is wrong.
            await pipe.Input.ReadAtLeastAsync(1, cancellationToken);
            throw new SecretRefusedException(difference);
        }

        if (secret is null)
            return;
        var proof = await Read(pipe.Input, ClusterSecret.ProofLength, Silent, cancellationToken);
        if (!secret.Accepts(proof, Said(Caller, theirs, ours)))
            throw new SecretRefusedException(Other);
        await Send(pipe.Output, [Accepted], cancellationToken);
    }

    /// <summary>Opens a connection that this process has asked for.</summary>
    /// <exception cref="SecretRefusedException">The other one does not know what this one knows.</exception>
    public async Task Call(IDuplexPipe pipe, CancellationToken cancellationToken)
    {
        var ours = Greeting();
        await Send(pipe.Output, ours, cancellationToken);
        var theirs = await Read(pipe.Input, GreetingLength, Unknown, cancellationToken);
        Require(theirs);
        if (Difference(theirs) is { } difference)
            throw new SecretRefusedException(difference);
        if (secret is null)
            return;
        var proof = await Read(pipe.Input, ClusterSecret.ProofLength, Silent, cancellationToken);
        if (!secret.Accepts(proof, Said(Called, ours, theirs)))
            throw new SecretRefusedException(Other);
        await Send(pipe.Output, secret.Prove(Said(Caller, ours, theirs)), cancellationToken);
        await Read(pipe.Input, 1, "did not accept the proof of this process", cancellationToken);
    }

    private byte[] Greeting() => [.. Mark, secret is null ? HasNone : HasSecret, .. RandomNumberGenerator.GetBytes(NonceLength)];

    private static void Require(byte[] greeting)
    {
        if (!greeting.AsSpan().StartsWith(Mark))
            throw new SecretRefusedException(Unknown);
    }

    /// <summary>What is wrong where only one of the two has a secret.</summary>
    private string? Difference(byte[] greeting) => (greeting[Mark.Length] == HasSecret, secret is not null) switch
    {
        (true, false) => "asks for a secret, and this process has none",
        (false, true) => "has no secret",
        _ => null,
    };

    private byte[] Said(byte side, byte[] caller, byte[] called) => [side, .. caller, .. called, .. binding.Span];

    private static async Task Send(PipeWriter output, byte[] bytes, CancellationToken cancellationToken) => await output.WriteAsync(bytes, cancellationToken);

    /// <summary>Takes exactly so many bytes; what follows is another's.</summary>
    private static async Task<byte[]> Read(PipeReader input, int length, string otherwise, CancellationToken cancellationToken)
    {
        var read = await input.ReadAtLeastAsync(length, cancellationToken);
        if (read.Buffer.Length < length)
        {
            input.AdvanceTo(read.Buffer.End);
            throw new SecretRefusedException(otherwise);
        }

        var taken = read.Buffer.Slice(0, length);
        var bytes = taken.ToArray();
        input.AdvanceTo(taken.End);
        return bytes;
    }
}
