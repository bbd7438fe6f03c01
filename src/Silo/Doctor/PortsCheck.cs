using System.Globalization;
using System.Net;
using FastOde.Silo.Hosting;

namespace FastOde.Silo.Doctor;

/// <summary>Whether the ports of the dashboard and of automation clients are free, or taken by the process that works in the data directory.</summary>
internal sealed class PortsCheck : IDoctorCheck
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> Check(HostSettings settings, CancellationToken cancellationToken)
    {
        var dashboard = Reason(settings.Door.Address, settings.Port);
        var clients = Reason(IPAddress.Loopback, settings.GatewayPort);
        var own = dashboard is null && clients is null ? null : await RunningProcess.FindGateway(settings, cancellationToken);
        return
        [
            dashboard is null || own is null
                ? Describe("dashboard port", settings.Port, dashboard, "--port")
                : Finding.Warning("dashboard port", $"{settings.Port} {dashboard}, unless it is that of the process which works in this data directory", "look whether its dashboard answers there; else choose another port with --port N"),
            clients is not null && own == string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{settings.GatewayPort}")
                ? Finding.Ok("client port", $"{settings.GatewayPort} is that of the process which works in this data directory")
                : Describe("client port", settings.GatewayPort, clients, "--gateway-port"),
        ];
    }

    /// <summary>Why a port cannot be used; null where it can.</summary>
    private static string? Reason(IPAddress address, int port) => port == 0 || LoopbackPort.IsFree(address, port, out var reason) ? null : reason;

    private static Finding Describe(string name, int port, string? reason, string option) => reason is null
        ? Finding.Ok(name, port == 0 ? "any free one" : $"{port} is free")
        : Finding.Broken(name, $"{port} {reason}", $"stop that program or choose another port with {option} N");
}
