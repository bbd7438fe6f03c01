using System.Net;
using FastOde.Client.Clusters;
using Microsoft.AspNetCore.Connections;
using Orleans.Configuration;

namespace FastOde.Silo.Hosting.Clustering;

/// <summary>
/// Leads every connection between two processes of a cluster, and those of programs from other machines, through TLS where there is TLS
/// and through the check of the cluster's secret. Who is refused is named in one line that says what to do.
/// </summary>
/// <param name="secret">The secret; null where this process has none.</param>
/// <param name="tls">The certificate of this process; null where there is no TLS.</param>
/// <param name="clock">Measures how long the other one takes.</param>
/// <param name="log">Told of refusals.</param>
internal sealed partial class MemberCheck(ClusterSecret? secret, ClusterTls? tls, TimeProvider clock, ILogger<MemberCheck> log)
{
    private const int MostRefusals = 100;

    /// <summary>The same is said again after this time: whoever is refused tries every few seconds.</summary>
    private static readonly TimeSpan Repetition = TimeSpan.FromMinutes(1);

    private readonly ConnectionCheck check = new(secret, tls, clock);
    private readonly Lock gate = new();
    private readonly Dictionary<(string Who, string Reason), DateTimeOffset> said = [];

    private enum Other
    {
        Caller,
        Called,
        Program,
    }

    /// <summary>Leads connections through the check.</summary>
    public void AddTo(SiloConnectionOptions connections)
    {
        connections.ConfigureSiloInboundConnection(connection => Guard(connection, Other.Caller));
        connections.ConfigureSiloOutboundConnection(connection => Guard(connection, Other.Called));
        connections.ConfigureGatewayInboundConnection(connection => connection.Use(next =>
        {
            var guarded = new ConnectionBuilder(connection.ApplicationServices);
            Guard(guarded, Other.Program);
            guarded.Run(context => next(context));
            var pass = guarded.Build();
            return context => GatewayDoor.IsOpen(context.LocalEndPoint) ? next(context) : pass(context);
        }));
    }

    private void Guard(IConnectionBuilder connection, Other other)
    {
        if (tls is not null && other == Other.Called)
            connection.UseClientTls(tls.Options);
        else if (tls is not null)
            connection.UseServerTls(tls.Options);
        connection.Use(next => context => Open(context, next, other));
    }

    private async Task Open(ConnectionContext context, ConnectionDelegate next, Other other)
    {
        try
        {
            await check.Open(context, isCaller: other == Other.Called);
        }
        catch (Exception failure) when (failure is SecretRefusedException or IOException or OperationCanceledException)
        {
            Say(Who(context, other), Reason(failure), other);
            context.Abort();
            throw;
        }

        await next(context);
    }

    private static string Reason(Exception failure) => failure switch
    {
        SecretRefusedException => failure.Message,
        OperationCanceledException => "did not answer in time",
        _ => "broke the connection off",
    };

    private static string Who(ConnectionContext context, Other other) => (context.RemoteEndPoint, other) switch
    {
        // A caller's port says nothing.
        (IPEndPoint point, Other.Caller) => $"a process at {point.Address}",
        (IPEndPoint point, Other.Program) => $"a program at {point.Address}",
        ({ } point, _) => $"the process at {point}",
        _ => "a process",
    };

    private void Say(string who, string reason, Other other)
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

        if (other == Other.Program)
            LogProgram(who, reason);
        else
            LogRefusal(who, reason);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Who} {Reason}, and the two do not work together; start every process of the cluster with the same --cluster-secret FILE (docs/deploy.md)")]
    private partial void LogRefusal(string who, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Who} {Reason}, and is not answered; a program on another machine needs a certificate and the secret of the cluster (docs/deploy.md)")]
    private partial void LogProgram(string who, string reason);
}
