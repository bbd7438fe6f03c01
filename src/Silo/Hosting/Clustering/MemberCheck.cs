using System.Net;
using Microsoft.AspNetCore.Connections;
using Orleans.Configuration;
using Orleans.Connections.Security;

namespace FastOde.Silo.Hosting.Clustering;

/// <summary>
/// Opens every connection between two processes of a cluster, behind TLS where there is TLS: both prove that they know the
/// cluster's secret, or agree that there is none. Who is refused is named in one line that says what to do.
/// </summary>
/// <param name="secret">The secret; null where this process has none.</param>
/// <param name="tls">The certificate of this process; null where there is no TLS.</param>
/// <param name="clock">Measures how long the other one takes.</param>
/// <param name="log">Told of refusals.</param>
internal sealed partial class MemberCheck(ClusterSecret? secret, ClusterTls? tls, TimeProvider clock, ILogger<MemberCheck> log)
{
    private const int MostRefusals = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The same is said again after this time: whoever is refused tries every few seconds.</summary>
    private static readonly TimeSpan Repetition = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<(string Who, string Reason), DateTimeOffset> said = [];

    /// <summary>Leads the connections between silos through the check.</summary>
    public void AddTo(SiloConnectionOptions connections)
    {
        connections.ConfigureSiloInboundConnection(connection => connection.Use(next => context => Open(context, next, isCaller: false)));
        connections.ConfigureSiloOutboundConnection(connection => connection.Use(next => context => Open(context, next, isCaller: true)));
    }

    private async Task Open(ConnectionContext context, ConnectionDelegate next, bool isCaller)
    {
        try
        {
            await Check(context, isCaller);
        }
        catch (Exception failure) when (failure is SecretRefusedException or IOException or OperationCanceledException)
        {
            Say(Who(context, isCaller), Reason(failure));
            context.Abort();
            throw;
        }

        await next(context);
    }

    private async Task Check(ConnectionContext context, bool isCaller)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, context.ConnectionClosed);
        var handshake = new SecretHandshake(secret, Binding(context, isCaller));
        await (isCaller ? handshake.Call(context.Transport, end.Token) : handshake.Answer(context.Transport, end.Token));
    }

    /// <summary>The certificates that the two have shown: a proof for one connection is worth nothing on another.</summary>
    private byte[] Binding(ConnectionContext context, bool isCaller)
    {
        if (tls is null)
            return [];
        if (context.Features.Get<ITlsConnectionFeature>()?.RemoteCertificate is not { } certificate)
            throw new SecretRefusedException("has shown no certificate");
        var (own, other) = (tls.Fingerprint, ClusterTls.FingerprintOf(certificate));
        return isCaller ? [.. own, .. other] : [.. other, .. own];
    }

    private static string Reason(Exception failure) => failure switch
    {
        SecretRefusedException => failure.Message,
        OperationCanceledException => "did not answer in time",
        _ => "broke the connection off",
    };

    private static string Who(ConnectionContext context, bool isCaller) => context.RemoteEndPoint switch
    {
        // A caller's port says nothing.
        IPEndPoint point when !isCaller => $"a process at {point.Address}",
        { } point => $"the process at {point}",
        null => "a process",
    };

    private void Say(string who, string reason)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            if (said.TryGetValue((who, reason), out var last) && now - last < Repetition)
                return;
            if (said.Count >= MostRefusals)
                said.Clear();
            said[(who, reason)] = now;
        }

        LogRefusal(who, reason);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Who} {Reason}, and the two do not work together; start every process of the cluster with the same --cluster-secret FILE (docs/deploy.md)")]
    private partial void LogRefusal(string who, string reason);
}
