using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.Versioning;
using FastOde.Client.Clusters;

namespace FastOde.Client.Tests.Clusters;

[UnsupportedOSPlatform("windows")]
public sealed class SecretHandshakeTests : IDisposable
{
    private const int Greeting = 37;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fastode-secret-");
    private readonly Pipe toCalled = new();
    private readonly Pipe toCaller = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IDuplexPipe Caller => new Ends(toCaller.Reader, toCalled.Writer);

    private IDuplexPipe Called => new Ends(toCalled.Reader, toCaller.Writer);

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Handshake_SameSecret_LeavesWhatFollowsToOthers()
    {
        var (caller, called) = Both(Secret('a'), Secret('a'));
        await caller;
        await called;

        await Caller.Output.WriteAsync(new byte[] { 42 }, Cancellation);
        Assert.Equal([42], (await Called.Input.ReadAsync(Cancellation)).Buffer.ToArray());
        Assert.False(Caller.Input.TryRead(out _));
    }

    [Fact]
    public async Task Handshake_NoSecretOnBothSides_IsOpened()
    {
        var (caller, called) = Both(null, null);
        await caller;
        await called;
    }

    [Fact]
    public async Task Handshake_OtherSecret_IsRefusedByBothSides()
    {
        var (caller, called) = Both(Secret('a'), Secret('b'));
        await Refuses("knows another secret", caller);
        await Refuses("ended the connection before it showed that it knows the secret", called);
    }

    [Fact]
    public async Task Handshake_CallerWithoutASecret_IsRefusedByBothSides()
    {
        var (caller, called) = Both(null, Secret('a'));
        await Refuses("asks for a secret, and this process has none", caller);
        await Refuses("has no secret", called);
    }

    [Fact]
    public async Task Handshake_CalledWithoutASecret_IsRefusedByBothSides()
    {
        var (caller, called) = Both(Secret('a'), null);
        await Refuses("has no secret", caller);
        await Refuses("asks for a secret, and this process has none", called);
    }

    [Fact]
    public async Task Handshake_OtherCertificates_AreNotTheSameConnection()
    {
        var caller = EndsWith(new SecretHandshake(Secret('a'), new byte[] { 1 }).Call(Caller, Cancellation), Caller);
        var called = EndsWith(new SecretHandshake(Secret('a'), new byte[] { 2 }).Answer(Called, Cancellation), Called);
        await Refuses("knows another secret", caller);
        await Refuses("ended the connection before it showed that it knows the secret", called);
    }

    [Fact]
    public async Task Answer_OwnProofSentBack_IsNoProof()
    {
        var called = new SecretHandshake(Secret('a'), default).Answer(Called, Cancellation);
        await Caller.Output.WriteAsync(Hello(), Cancellation);
        var answer = await Caller.Input.ReadAtLeastAsync(Greeting + ClusterSecret.ProofLength, Cancellation);
        await Caller.Output.WriteAsync(answer.Buffer.Slice(Greeting).ToArray(), Cancellation);
        await Refuses("knows another secret", called);
    }

    [Fact]
    public async Task Answer_ProofOfAnEarlierConnection_IsNoProof()
    {
        var recorded = new List<byte>();
        var first = new SecretHandshake(Secret('a'), default).Answer(Called, Cancellation);
        var caller = new SecretHandshake(Secret('a'), default).Call(new Ends(toCaller.Reader, new Recorder(toCalled.Writer, recorded)), Cancellation);
        await Task.WhenAll(first, caller);

        var again = new SecretHandshake(Secret('a'), default).Answer(Called, Cancellation);
        await Caller.Output.WriteAsync(recorded.ToArray(), Cancellation);
        await Refuses("knows another secret", again);
    }

    [Theory]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: somewhere\r\n\r\n")]
    [InlineData("short")]
    public async Task Answer_AnotherProgram_IsRefused(string words)
    {
        var called = new SecretHandshake(Secret('a'), default).Answer(Called, Cancellation);
        await Caller.Output.WriteAsync(System.Text.Encoding.ASCII.GetBytes(words), Cancellation);
        await Caller.Output.CompleteAsync();
        await Refuses("sent something else than a process of this version", called);
        Assert.False(Caller.Input.TryRead(out _));
    }

    [Fact]
    public async Task Answer_Silence_EndsWithItsTime()
    {
        using var patience = new CancellationTokenSource();
        var called = new SecretHandshake(Secret('a'), default).Answer(Called, patience.Token);
        await Caller.Output.WriteAsync(Hello().AsMemory(0, Greeting - 1), Cancellation);
        Assert.False(called.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => called);
    }

    private static byte[] Hello() => [.. "FOS1"u8, 1, .. new byte[32]];

    private static async Task Refuses(string reason, Task side) =>
        Assert.Equal(reason, (await Assert.ThrowsAsync<SecretRefusedException>(() => side)).Message);

    private (Task Caller, Task Called) Both(ClusterSecret? caller, ClusterSecret? called) => (
        EndsWith(new SecretHandshake(caller, default).Call(Caller, Cancellation), Caller),
        EndsWith(new SecretHandshake(called, default).Answer(Called, Cancellation), Called));

    /// <summary>Who refuses hangs up.</summary>
    private static async Task EndsWith(Task side, IDuplexPipe pipe)
    {
        try
        {
            await side;
        }
        catch (SecretRefusedException)
        {
            await pipe.Output.CompleteAsync();
            throw;
        }
    }

    private ClusterSecret Secret(char letter)
    {
        var path = Path.Combine(folder.FullName, $"{letter}");
        File.WriteAllText(path, new string(letter, ClusterSecret.Shortest));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return ClusterSecret.Read(path);
    }

    private sealed record Ends(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    /// <summary>Passes on what is written, and keeps it.</summary>
    private sealed class Recorder(PipeWriter inner, List<byte> recorded) : PipeWriter
    {
        public override void Advance(int bytes) => inner.Advance(bytes);

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

        public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
        {
            recorded.AddRange(source.Span);
            return inner.WriteAsync(source, cancellationToken);
        }
    }
}
