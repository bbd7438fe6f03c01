using System.Net;
using System.Net.Sockets;
using FastOde.Storage;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FastOde.Grains.Tests.TestSupport;

/// <summary>A silo that programs outside its process can reach.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private readonly IHost host;

    private GatewayHost(IHost host, string endpoint) => (this.host, Endpoint) = (host, endpoint);

    /// <summary>Where it answers.</summary>
    public string Endpoint { get; }

    public static async Task<GatewayHost> Start(string directory)
    {
        var data = new DataDirectory(directory);
        data.Prepare();
        var gateway = FreePort();
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddFastOdeStorage(data);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort(), gateway);
            silo.AddFastOdeGrains(new() { Slots = new() { Count = 2 }, Times = TestSilo.Times });
        });
        var host = builder.Build();
        await host.Services.GetRequiredService<DatabaseInitializer>().Initialize(TestContext.Current.CancellationToken);
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new(host, $"127.0.0.1:{gateway}");
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        host.Dispose();
    }
}
