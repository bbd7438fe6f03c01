using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace FastOde.EndToEnd.Tests.Processes;

/// <summary>
/// A network of its own for processes on this machine, joined to the machine's by one cable that can be pulled. Nothing of it is left when it is disposed.
/// </summary>
internal sealed class NetworkNamespace : IDisposable
{
    private const string Cable = "eth0";

    private readonly string name;

    private NetworkNamespace(string name, IPAddress outside, IPAddress inside) => (this.name, Outside, Inside) = (name, outside, inside);

    /// <summary>This machine's end of the cable.</summary>
    public IPAddress Outside { get; }

    /// <summary>The other end.</summary>
    public IPAddress Inside { get; }

    /// <summary>What a command line begins with that runs inside.</summary>
    public IReadOnlyList<string> Prefix => ["ip", "netns", "exec", name];

    /// <summary>Makes one; skips the test where this machine does not let it.</summary>
    public static NetworkNamespace Create()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "network namespaces need Linux and root");
        var number = Environment.ProcessId % 16_384;
        var name = string.Create(CultureInfo.InvariantCulture, $"fastode-{number}");
        var link = string.Create(CultureInfo.InvariantCulture, $"fastode{number}");

        // Four addresses of their own for each test process, in a part of 10.0.0.0/8 that seldom is somebody's.
        byte[] network = [10, 213, (byte)(number / 64), (byte)(number % 64 * 4)];
        var (outside, inside) = (Address(network, 1), Address(network, 2));
        var made = new NetworkNamespace(name, outside, inside);
        try
        {
            // One of a test that was killed may have had this number.
            made.Dispose();
            if (Ip("netns", "add", name) is { } refusal)
                Assert.Skip($"this machine makes no network namespaces: {refusal}");
            Require("link", "add", link, "type", "veth", "peer", "name", Cable, "netns", name);
            Require("address", "add", $"{outside}/30", "dev", link);
            Require("link", "set", link, "up");
            Require("-n", name, "address", "add", $"{inside}/30", "dev", Cable);
            Require("-n", name, "link", "set", "lo", "up");
            made.Join();
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <summary>Pulls the cable, inside: to this machine its own address stays reachable.</summary>
    public void Cut() => Require("-n", name, "link", "set", Cable, "down");

    /// <summary>Puts the cable back.</summary>
    public void Join() => Require("-n", name, "link", "set", Cable, "up");

    /// <summary>Removes it, and with it both ends of the cable.</summary>
    public void Dispose() => Ip("netns", "delete", name);

    private static IPAddress Address(byte[] network, byte host) => new([network[0], network[1], network[2], (byte)(network[3] + host)]);

    private static void Require(params string[] arguments) => Assert.Null(Ip(arguments));

    /// <summary>Runs <c>ip</c>.</summary>
    /// <returns>What it says where it does not do it; null where it does.</returns>
    private static string? Ip(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
            var said = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"ip {string.Join(' ', arguments)}: {said.Trim()}";
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return $"ip: {missing.Message}";
        }
    }
}
