using System.Net;
using Microsoft.AspNetCore.Connections;
using Orleans.Configuration;

namespace FastOde.Client.Clusters;

/// <summary>
/// Leads a program through the door of a control process: on a loopback address it is open, elsewhere it asks for a certificate of the
/// cluster and for its secret. Who was refused learns why.
/// </summary>
/// <param name="tls">A certificate of the cluster; null for none.</param>
/// <param name="secret">The cluster's secret; null for none.</param>
/// <param name="clock">Measures how long the other side takes.</param>
internal sealed class GatewayDoor(ClusterTls? tls, ClusterSecret? secret, TimeProvider clock)
{
    private readonly ConnectionCheck check = new(secret, tls, clock);
    private volatile ClusterConnectionException? refusal;

    /// <summary>Why the last door was not passed; null where it was.</summary>
    public ClusterConnectionException? Refusal => refusal;

    /// <summary>Leads the connections of a client through the doors.</summary>
    public void AddTo(IClientBuilder client) => client.Configure<ClientConnectionOptions>(connections => connections.ConfigureConnection(connection => connection.Use(next =>
    {
        if (tls is null)
            return next;
        var guarded = new ConnectionBuilder(connection.ApplicationServices);
        guarded.UseClientTls(tls.Options);
        guarded.Use(inner => context => Prove(context, inner));
        guarded.Run(context => next(context));
        var pass = guarded.Build();
        return context => IsOpen(context.RemoteEndPoint) ? next(context) : Pass(context, pass);
    })));

    /// <summary>Refuses to try doors that this program has no key for.</summary>
    /// <param name="gateways">Where control processes answer.</param>
    /// <param name="cluster">What the cluster is called.</param>
    /// <exception cref="ClusterConnectionException">One of them asks for what this program has not.</exception>
    public void RequireKeys(IReadOnlyList<IPEndPoint> gateways, string cluster)
    {
        if (gateways.FirstOrDefault(gateway => !IsOpen(gateway)) is not { } guarded)
            return;
        if (tls is null)
            throw new ClusterConnectionException(ClusterProblem.Certificate, $"{cluster} answers at {guarded}, where it asks for a certificate; give the folder with ca.pem, member.pem and member.key (Certificates, --cluster-tls DIR)");
        if (secret is null)
            throw new ClusterConnectionException(ClusterProblem.Secret, $"{cluster} answers at {guarded}, where it asks for its secret; give the file that has it (SecretFile, --cluster-secret FILE)");
    }

    /// <summary>Whether an address asks for nothing: programs of people who may log in to the machine reach it.</summary>
    public static bool IsOpen(EndPoint? address) => address is IPEndPoint point && IPAddress.IsLoopback(point.Address);

    private async Task Pass(ConnectionContext context, ConnectionDelegate pass)
    {
        var began = clock.GetTimestamp();
        await pass(context);

        // Where TLS is not agreed on, the connection ends without a word. One that took too long says nothing of certificates.
        if (!context.Items.ContainsKey(this) && clock.GetElapsedTime(began) < tls!.Options.HandshakeTimeout)
            refusal = Certificates(context, failure: null);
    }

    private async Task Prove(ConnectionContext context, ConnectionDelegate next)
    {
        context.Items[this] = true;
        try
        {
            await check.Open(context, isCaller: true);
            refusal = null;
        }
        catch (Exception failure) when (failure is IOException or SecretRefusedException { Message: SecretHandshake.Unknown })
        {
            // A side that is called looks at the caller's certificate last, and hangs up.
            refusal = Certificates(context, failure);
            context.Abort();
            throw;
        }
        catch (SecretRefusedException failure)
        {
            refusal = new(ClusterProblem.Secret, $"the control process at {context.RemoteEndPoint} {failure.Message}; give the file that its --cluster-secret names (SecretFile, --cluster-secret FILE)", failure);
            context.Abort();
            throw;
        }

        await next(context);
    }

    private static ClusterConnectionException Certificates(ConnectionContext context, Exception? failure) => new(
        ClusterProblem.Certificate,
        $"the control process at {context.RemoteEndPoint} and this program do not take each other's certificates; give a folder with those of this cluster (Certificates, --cluster-tls DIR)",
        failure);
}
