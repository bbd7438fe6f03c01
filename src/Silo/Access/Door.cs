using System.Net;
using FastOde.Contracts.Access;
using FastOde.Silo.Output;
using FastOde.Storage.Access;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FastOde.Silo.Access;

/// <summary>Where the dashboard listens, and what it shows and asks there.</summary>
internal sealed record Door
{
    private const string Cure = "fastode account add NAME --role admin";

    /// <summary>The address.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The certificate of TLS; null for plain HTTP.</summary>
    public ServerCertificate? Certificate { get; init; }

    /// <summary>Names under which it is answered beside loopback names and those of the certificate.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Whether other machines reach it.</summary>
    public bool IsOpen => !IPAddress.IsLoopback(Address);

    /// <summary>All names under which it is answered; the address too, which no other site can have as its name.</summary>
    public HostNames Names => new([.. Hosts, .. Certificate?.Names ?? [], .. IsOneAddress ? [Address.ToString()] : Array.Empty<string>()]);

    private bool IsOneAddress => IsOpen && !Address.Equals(IPAddress.Any) && !Address.Equals(IPAddress.IPv6Any);

    /// <summary>Refuses to open it to other machines without TLS.</summary>
    /// <exception cref="CommandFailure">There is no certificate.</exception>
    public void RequireCertificate()
    {
        if (IsOpen && Certificate is null)
        {
            throw new CommandFailure(
                ExitCode.BadInput,
                $"--bind {Address}: other machines reach the dashboard there. That needs TLS, --certificate FILE.pem --certificate-key FILE.pem, and an account of the role admin, {Cure}; "
                + "without them expected a loopback address, 127.0.0.1 or ::1, which other machines reach by an SSH tunnel (docs/deploy.md)");
        }
    }

    /// <summary>Refuses to open it to other machines before somebody can sign in there and manage accounts.</summary>
    /// <param name="accounts">The accounts.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CommandFailure">There is no enabled account of the role admin.</exception>
    public async Task RequireAdmin(IAccountStore accounts, CancellationToken cancellationToken)
    {
        if (IsOpen && !(await accounts.List(cancellationToken)).Any(account => account is { Role: Role.Admin, DisabledAt: null }))
            throw new CommandFailure(ExitCode.BadInput, $"--bind {Address}: other machines reach the dashboard there, and no enabled account has the role admin; add one first: {Cure}");
    }

    /// <summary>Listens there.</summary>
    /// <param name="kestrel">The server.</param>
    /// <param name="port">The port; 0 for any free one.</param>
    public void Listen(KestrelServerOptions kestrel, int port) => kestrel.Listen(Address, port, listen =>
    {
        if (Certificate is { } shown)
            listen.UseHttps(https => (https.ServerCertificate, https.ServerCertificateChain) = (shown.Certificate, shown.Chain));
    });
}
