using System.Globalization;
using System.Net;

namespace FastOde.Silo.Access;

/// <summary>The names under which the dashboard is answered: loopback names, and those that its owner has given it.</summary>
/// <param name="names">Names and addresses beside loopback names; <c>*.lab.example</c> stands for one word before it.</param>
internal sealed class HostNames(IReadOnlyList<string> names)
{
    /// <summary>Loopback names alone.</summary>
    public static HostNames Loopback { get; } = new([]);

    /// <summary>The names in words.</summary>
    public string Text => names.Count == 0 ? "loopback names only" : $"loopback names and {string.Join(", ", names.Distinct(StringComparer.OrdinalIgnoreCase))} only";

    /// <summary>Whether a Host header has such a name, with any port or none.</summary>
    /// <param name="host">The header's value.</param>
    public bool Has(string host)
    {
        if (LoopbackName.IsIn(host))
            return true;
        var end = host.StartsWith('[') ? host.IndexOf(']', StringComparison.Ordinal) + 1 : host.IndexOf(':', StringComparison.Ordinal);
        var (name, port) = end <= 0 ? (host, "") : (host[..end], host[end..]);
        return (port.Length == 0 || (port[0] == ':' && ushort.TryParse(port.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            && names.Any(own => IsSame(own, name));
    }

    private static bool IsSame(string own, string name)
    {
        if (IPAddress.TryParse(own, out var address))
            return IPAddress.TryParse(name, out var asked) && asked.Equals(address);
        if (!own.StartsWith("*.", StringComparison.Ordinal))
            return own.Equals(name, StringComparison.OrdinalIgnoreCase);
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && name[dot..].Equals(own[1..], StringComparison.OrdinalIgnoreCase);
    }
}
