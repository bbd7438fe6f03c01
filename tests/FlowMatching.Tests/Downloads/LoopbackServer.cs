using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FastOde.FlowMatching.Tests.Downloads;

/// <summary>A file server on this machine that can break off in the middle, and remembers what it was asked.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Task serving;

    public LoopbackServer()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/files/");
        }

        listener.Prefixes.Add(Address.AbsoluteUri);
        listener.Start();
        serving = Serve();
    }

    public Uri Address { get; }

    /// <summary>The files below <see cref="Address"/>, by name.</summary>
    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>Bytes after which the next answers break off.</summary>
    public int? BreaksAfter { get; set; }

    public bool KnowsRanges { get; set; } = true;

    /// <summary>Whether answers say how long they are.</summary>
    public bool StatesLength { get; set; } = true;

    /// <summary>The first byte that each request asked for.</summary>
    public List<long> Starts { get; } = [];

    public void Dispose()
    {
        listener.Close();
        serving.GetAwaiter().GetResult();
    }

    private async Task Serve()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception error) when (IsOver(error))
            {
                return;
            }

            try
            {
                await Answer(context.Request, context.Response);
            }
            catch (Exception error) when (IsOver(error))
            {
                // A client that refuses the rest is gone before it has all.
            }
        }
    }

    private static bool IsOver(Exception error) => error is HttpListenerException or ObjectDisposedException;

    private async Task Answer(HttpListenerRequest request, HttpListenerResponse response)
    {
        var start = request.Headers["Range"] is { } range
            ? long.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture)
            : 0;
        Starts.Add(start);
        if (!KnowsRanges)
            start = 0;
        if (!Files.TryGetValue(request.Url!.Segments[^1], out var content))
        {
            response.StatusCode = 404;
        }
        else if (start > 0 && start >= content.Length)
        {
            response.StatusCode = 416;
            response.AddHeader("Content-Range", $"bytes */{content.Length}");
        }
        else
        {
            response.StatusCode = start > 0 ? 206 : 200;
            if (start > 0)
                response.AddHeader("Content-Range", $"bytes {start}-{content.Length - 1}/{content.Length}");
            if (StatesLength)
                response.ContentLength64 = content.Length - start;
            else
                response.SendChunked = true;
            var sent = content.AsMemory((int)start);
            await response.OutputStream.WriteAsync(BreaksAfter is { } length ? sent[..Math.Min(length, sent.Length)] : sent);
            await response.OutputStream.FlushAsync();
            if (BreaksAfter is not null)
            {
                response.Abort();
                return;
            }
        }

        response.Close();
    }
}
