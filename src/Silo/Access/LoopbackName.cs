using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FastOde.Silo.Access;

/// <summary>
/// The names under which only this machine can be meant: <c>localhost</c>, 127.0.0.0/8 and <c>[::1]</c>. Any other name
/// may be made to point here by whoever owns it.
/// </summary>
internal static class LoopbackName
{
    /// <summary>Whether a Host header has such a name, with any port or none.</summary>
    /// <param name="host">The header's value.</param>
    public static bool IsIn(string host)
    {
        var end = host.StartsWith('[') ? host.IndexOf(']', StringComparison.Ordinal) + 1 : host.IndexOf(':', StringComparison.Ordinal);
        var (name, port) = end <= 0 ? (host, "") : (host[..end], host[end..]);
        return IsPort(port) && (IsLocalhost(name) || IsAddress(name));
    }

    private static bool IsPort(string text) =>
        text.Length == 0 || (text[0] == ':' && ushort.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out _));

    // With the dot at its end a name is written in full.
    private static bool IsLocalhost(string name) =>
        name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.Equals("localhost.", StringComparison.OrdinalIgnoreCase);

    // Browsers write addresses in their usual form. Others, such as 127.1 or 0x7f.0.0.1, are nobody's bookmark.
    private static bool IsAddress(string name) => name.StartsWith('[')
        ? IPAddress.TryParse(name, out var six) && six.Equals(IPAddress.IPv6Loopback)
        : IPAddress.TryParse(name, out var four) && four.AddressFamily == AddressFamily.InterNetwork && IPAddress.IsLoopback(four) && four.ToString() == name;
}
