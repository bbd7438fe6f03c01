using System.Net;
using System.Net.Sockets;
using FastOde.Client;

namespace FastOde.EndToEnd.Tests.Processes;

/// <summary>A serving process and a client on it.</summary>
internal sealed class Server(FastOdeProcess process, FastOdeClient client) : IDisposable
{
    public FastOdeProcess Process => process;

    public FastOdeClient Client => client;

    public static Task<Server> Start(Workspace workspace) =>
        Start(arguments => FastOdeProcess.StartProgram(FastOdeProcess.Executable, workspace.Root, arguments));

    /// <param name="start">Starts <c>fastode</c> with the arguments that it is given.</param>
    public static async Task<Server> Start(Func<string[], FastOdeProcess> start)
    {
        var port = FreePort();
        var process = start(["serve", "--port", "0", "--gateway-port", FormattableString.Invariant($"{port}")]);
        await process.DashboardAddress();
        return new(process, await FastOdeClient.ConnectAsync($"127.0.0.1:{port}", TestContext.Current.CancellationToken));
    }

    public void Dispose() => process.Dispose();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
