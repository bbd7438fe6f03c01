using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using FastOde.Silo.Access;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;

namespace FastOde.Silo.Commands;

/// <summary>The options that say where the dashboard listens, and what it shows there.</summary>
internal sealed class DoorOptionSet
{
    private readonly Option<IPAddress> bind = new("--bind")
    {
        Description = "Address of the dashboard. One that other machines reach needs --certificate and an account of the role admin.",
        HelpName = "ADDRESS",
        DefaultValueFactory = _ => IPAddress.Loopback,
        CustomParser = ParseAddress,
    };

    private readonly Option<string?> certificate = new("--certificate")
    {
        Description = "Certificate of TLS for the dashboard: a PEM file, or a .pfx whose password is in FASTODE_CERTIFICATE_PASSWORD.",
        HelpName = "FILE",
    };

    private readonly Option<string?> key = new("--certificate-key")
    {
        Description = "PEM file of the certificate's key. Default: the certificate's own file.",
        HelpName = "FILE",
    };

    private readonly Option<string[]> host = new("--host")
    {
        Description = "Name under which the dashboard is answered beside loopback names and those of the certificate; may be given again.",
        HelpName = "NAME",
    };

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All => [bind, certificate, key, host];

    /// <summary>Adds what the user chose to the settings of a process.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="settings">What it says otherwise.</param>
    /// <exception cref="CommandFailure">The options do not go together, or the certificate cannot be used.</exception>
    public HostSettings Read(ParseResult result, HostSettings settings)
    {
        var path = result.GetValue(certificate);
        if (path is null && result.GetValue(key) is not null)
            throw new CommandFailure(ExitCode.BadInput, "--certificate-key is the key of a --certificate: name that too");
        var door = new Door
        {
            Address = result.GetRequiredValue(bind),
            Certificate = path is null ? null : ServerCertificate.Read(Path.GetFullPath(path), result.GetValue(key) is { } own ? Path.GetFullPath(own) : null, TimeProvider.System.GetUtcNow()),
            Hosts = result.GetValue(host) ?? [],
        };
        door.RequireCertificate();
        return settings with { Door = door };
    }

    private static IPAddress ParseAddress(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            return IPAddress.Loopback;
        if (IPAddress.TryParse(text, out var address))
            return address;
        result.AddError($"--bind {text}: expected an address, such as 127.0.0.1 or ::1");
        return IPAddress.Loopback;
    }
}
