using System.Net;
using System.Net.Sockets;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;

namespace FastOde.Silo.Tests.Hosting;

public sealed class LoopbackPortTests
{
    [Fact]
    public void Require_PortInUse_NamesPortAndOption()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var failure = Assert.Throws<CommandFailure>(() => LoopbackPort.Require(IPAddress.Loopback, port, "--port", "dashboard"));

        Assert.Equal(ExitCode.Environment, failure.ExitCode);
        Assert.StartsWith($"port {port} (dashboard) is in use", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--port N", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Require_AnyPort_IsAccepted() => LoopbackPort.Require(IPAddress.Loopback, 0, "--port", "dashboard");

    [Fact]
    public void Any_Port_IsFree() => Assert.True(LoopbackPort.IsFree(IPAddress.Loopback, LoopbackPort.Any(), out _));
}
