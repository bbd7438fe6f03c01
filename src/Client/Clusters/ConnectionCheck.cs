using Microsoft.AspNetCore.Connections;
using Orleans.Connections.Security;

namespace FastOde.Client.Clusters;

/// <summary>
/// Opens a connection of a cluster, behind TLS where there is TLS: both sides prove that they know the cluster's secret, or agree that
/// there is none.
/// </summary>
/// <param name="secret">The secret; null where this side has none.</param>
/// <param name="tls">The certificate of this side; null where there is no TLS.</param>
/// <param name="clock">Measures how long the other one takes.</param>
internal sealed class ConnectionCheck(ClusterSecret? secret, ClusterTls? tls, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Opens a connection.</summary>
    /// <param name="context">The connection, behind its TLS.</param>
    /// <param name="isCaller">Whether this side has asked for it.</param>
    /// <exception cref="SecretRefusedException">The other one does not know what this one knows.</exception>
    /// <exception cref="IOException">The connection broke off.</exception>
    /// <exception cref="OperationCanceledException">The other one took too long.</exception>
    public async Task Open(ConnectionContext context, bool isCaller)
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
}
