using System.Net;
using System.Net.Sockets;
using FastOde.Silo.Output;

namespace FastOde.Silo.Hosting;

/// <summary>Ports on loopback addresses, looked at before anything is created.</summary>
internal static class LoopbackPort
{
    /// <summary>Whether nobody listens there and this process may.</summary>
    /// <param name="address">The loopback address.</param>
    /// <param name="port">The port, from 1 to 65535.</param>
    /// <param name="reason">Why not.</param>
    public static bool IsFree(IPAddress address, int port, out string reason)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            reason = "";
            return true;
        }
        catch (SocketException failure)
        {
            reason = failure.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "is in use by another program",
                SocketError.AccessDenied => "needs more rights than this user has",
                _ => $"cannot be used ({failure.Message})",
            };
            return false;
        }
    }

    /// <summary>Refuses a port that cannot be listened on.</summary>
    /// <exception cref="CommandFailure">It cannot; the message names the port and the option.</exception>
    public static void Require(IPAddress address, int port, string option, string purpose)
    {
        if (port != 0 && !IsFree(address, port, out var reason))
        {
            throw new CommandFailure(
                ExitCode.Environment,
                $"port {port} ({purpose}) {reason}; choose another with {option} N, or {option} 0 for any free one");
        }
    }

    /// <summary>A port that is free now.</summary>
    public static int Any()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
