using System.Net;
using System.Net.Sockets;

namespace FastOde.Bench.RoundTrip;

/// <summary>What the machine needs for a question and an answer over loopback, and nothing else.</summary>
internal sealed class TcpEcho : IAsyncDisposable
{
    /// <summary>About what a summary of an experiment takes on the wire.</summary>
    private const int Bytes = 512;

    private readonly Socket asks;
    private readonly Task answers;
    private readonly byte[] message = new byte[Bytes];

    private TcpEcho(Socket asks, Task answers) => (this.asks, this.answers) = (asks, answers);

    /// <summary>Starts a listener that sends back what it gets, and connects to it.</summary>
    public static async Task<TcpEcho> Start()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var accepted = listener.AcceptSocketAsync();
        var asks = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await asks.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        return new TcpEcho(asks, Answer(await accepted));
    }

    /// <summary>Sends a message and waits for all of it.</summary>
    public async Task Ask()
    {
        await asks.SendAsync(message);
        for (var got = 0; got < Bytes;)
            got += await asks.ReceiveAsync(message.AsMemory(got));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        asks.Dispose();
        await answers;
    }

    private static async Task Answer(Socket socket)
    {
        using var answers = socket;
        answers.NoDelay = true;
        var buffer = new byte[Bytes];
        while (await answers.ReceiveAsync(buffer) is > 0 and var count)
            await answers.SendAsync(buffer.AsMemory(0, count));
    }
}
