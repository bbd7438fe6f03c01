using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace FastOde.TestSupport;

/// <summary>An address on loopback that takes what it is sent and answers as it is told: a status, or nothing at all for 0.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly HttpListener listener;
    private readonly ConcurrentQueue<int> answers;
    private readonly Task loop;

    /// <summary>Listens; after the answers that are named it answers 204.</summary>
    public WebhookReceiver(params int[] answers)
    {
        this.answers = new(answers);
        (listener, Address) = Listen();
        loop = Task.Run(Take);
    }

    /// <summary>Where it listens.</summary>
    public string Address { get; }

    /// <summary>What it was sent.</summary>
    public ConcurrentQueue<(string? Signature, string Body)> Received { get; } = new();

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await loop;
    }

    private static (HttpListener Listener, string Address) Listen()
    {
        while (true)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var address = FormattableString.Invariant($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/hook/");
            probe.Stop();
            var listener = new HttpListener { Prefixes = { address } };
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException)
            {
                // Somebody else took the port in between.
                ((IDisposable)listener).Dispose();
            }
        }
    }

    private async Task Take()
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                Received.Enqueue((context.Request.Headers["FastOde-Signature"], await reader.ReadToEndAsync()));
                var answer = answers.TryDequeue(out var told) ? told : 204;
                if (answer == 0)
                    continue;
                context.Response.StatusCode = answer;
                if (answer is >= 300 and < 400)
                    context.Response.RedirectLocation = Address;
                context.Response.Close();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
