using System.Net;
using FastOde.Silo.Hosting;

namespace FastOde.Silo.Doctor;

/// <summary>Whether the ports of the dashboard and of automation clients are free.</summary>
internal sealed class PortsCheck : IDoctorCheck
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<Finding>> Check(HostSettings settings, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Finding>>(
        [
            Check("dashboard port", settings.Door.Address, settings.Port, "--port"),
            Check("client port", IPAddress.Loopback, settings.GatewayPort, "--gateway-port"),
        ]);

    private static Finding Check(string name, IPAddress address, int port, string option)
    {
        if (port == 0)
            return Finding.Ok(name, "any free one");
        return LoopbackPort.IsFree(address, port, out var reason)
            ? Finding.Ok(name, $"{port} is free")
            : Finding.Broken(name, $"{port} {reason}", $"stop that program or choose another port with {option} N");
    }
}
