using System.Net;

namespace FastOde.Silo.Access;

/// <summary>The address at which the dashboard listens: one that other machines cannot reach, as long as it has no sign-in.</summary>
internal static class BindAddress
{
    /// <summary>Reads an address or <c>localhost</c>.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="address">The address; the usual loopback where it is refused.</param>
    /// <returns>Why it is refused, in words that follow it; null where it is taken.</returns>
    public static string? Read(string text, out IPAddress address)
    {
        address = IPAddress.Loopback;
        if (text.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            return null;
        if (!IPAddress.TryParse(text, out var read))
            return "expected a loopback address: 127.0.0.1 or ::1";
        if (!IPAddress.IsLoopback(read))
        {
            return "other machines would reach the dashboard there, and it has no sign-in: whoever reaches it may start and cancel experiments. "
                + "Expected a loopback address, 127.0.0.1 or ::1; from other machines use an SSH tunnel or a proxy that asks who is there (docs/deploy.md)";
        }

        address = read;
        return null;
    }
}
