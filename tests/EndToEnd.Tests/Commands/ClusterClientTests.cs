using System.Runtime.Versioning;
using FastOde.Client;
using FastOde.Client.Experiments;
using FastOde.Contracts.Results;
using FastOde.EndToEnd.Tests.Processes;
using FastOde.Storage.Tests.TestSupport;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>A program that knows of a cluster its database alone.</summary>
[Collection(AloneCollection.Name)]
public sealed class ClusterClientTests(PostgresServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_ByTheDatabase_SubmitsWatchesAndReads()
    {
        using var cluster = await ClusterProcesses.Create(server);
        await cluster.Control();
        await cluster.Trainer(slots: 2);
        await using var client = await FastOdeClient.ConnectClusterAsync(new() { Database = cluster.Address }, Cancellation);

        var experiment = await client.SubmitAsync(TestSpecs.Small(iterations: 300), cancellationToken: Cancellation);
        List<ExperimentChange> changes = [];
        await foreach (var change in experiment.WatchAsync(Cancellation))
            changes.Add(change);

        Assert.Equal((ExperimentState.Completed, 4), await End(experiment));
        Assert.Equal(4, changes.Select(change => change.Trial?.Id).OfType<string>().Distinct().Count());
        Assert.Contains(changes, change => change.Trial is { Step: > 0 });
        Assert.Equal(2, (await client.SlotsAsync(Cancellation)).Slots.Count);
    }

    [Fact]
    public async Task Client_WhoseControlProcessIsKilled_GoesOnWithAnother()
    {
        using var cluster = await ClusterProcesses.Create(server);
        var killed = await cluster.Control();
        var trainer = await cluster.Trainer(slots: 2);
        await using var client = await FastOdeClient.ConnectClusterAsync(new() { Database = cluster.Address }, Cancellation);
        var experiment = await client.SubmitAsync(TestSpecs.Small(iterations: 6000), cancellationToken: Cancellation);
        HashSet<string> completed = [];
        var watching = Watch(experiment, completed);
        await cluster.Control();
        await cluster.Runs(trainer);

        killed.Process.Kill();
        await watching;

        Assert.Equal((ExperimentState.Completed, 4), await End(experiment));
        Assert.Equal(4, completed.Count);
        Assert.Equal(["Completed"], await cluster.Attempts(trainer));
        var second = await client.SubmitAsync(TestSpecs.Small(iterations: 100), cancellationToken: Cancellation);
        Assert.Equal(ExperimentState.Completed, (await second.WaitAsync(Cancellation)).State);
    }

    [Fact]
    public async Task Client_OfAClusterWhoseControlProcessesAreGone_SaysSoWhenItsPatienceEnds()
    {
        using var cluster = await ClusterProcesses.Create(server);
        var control = await cluster.Control();
        var options = new ClusterConnectionOptions { Database = cluster.Address, CallTimeout = TimeSpan.FromSeconds(3), OutageTimeout = TimeSpan.FromSeconds(4) };
        await using var client = await FastOdeClient.ConnectClusterAsync(options, Cancellation);

        control.Process.Kill();
        var later = await Assert.ThrowsAsync<ClusterConnectionException>(() => client.SlotsAsync(Cancellation));
        var anew = await Assert.ThrowsAsync<ClusterConnectionException>(() => FastOdeClient.ConnectClusterAsync(options, Cancellation));

        Assert.Contains(later.Problem, new[] { ClusterProblem.NoControlProcess, ClusterProblem.Timeout });
        Assert.Equal(ClusterProblem.NoControlProcess, anew.Problem);
        Assert.Equal($"no control process of the cluster of {server.Name(cluster.Name)} answers at {control.Gateway}; start one (fastode serve --role control), or try again in a minute", anew.Message);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Client_ByADatabaseWithoutACluster_SaysWhatIsMissing()
    {
        using var cluster = await ClusterProcesses.Create(server);
        var name = server.Name(cluster.Name);

        await Refused(server.ConnectionString("nowhere"), ClusterProblem.DatabaseRefused, "does not exist");
        await Refused(server.ConnectionString(cluster.Name, password: "wrong"), ClusterProblem.DatabaseRefused, $"{name} refuses user ");
        await Refused(cluster.Address, ClusterProblem.NoCluster, $"{name} has no tables of a cluster; name the database that its processes were given with --db");
        await FastOdeProcess.Run(cluster.Workspace, "resume", "--exit", "--db", cluster.Address);
        await Refused(cluster.Address, ClusterProblem.NoControlProcess, $"no control process is in the cluster of {name}");
    }

    [Fact]
    public async Task Client_WhereTheServerTakesNoCall_EndsInTime()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var port = ((System.Net.IPEndPoint)silent.LocalEndpoint).Port;

        var failure = await Assert.ThrowsAsync<ClusterConnectionException>(() => FastOdeClient.ConnectClusterAsync(
            new() { Database = $"Host=127.0.0.1;Port={port};Database=lab;Username=who;Timeout=60", ConnectTimeout = TimeSpan.FromSeconds(1) }, Cancellation));

        Assert.Equal(ClusterProblem.Timeout, failure.Problem);
        Assert.Contains("did not answer within 1 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Client_OfAClusterOnAnotherMachine_ShowsACertificateAndProvesTheSecret()
    {
        using var network = NetworkNamespace.Create();
        await using var own = new PostgresServer { Address = network.Outside };
        using var cluster = await ClusterProcesses.Create(own);
        cluster.Certificates = ClusterCertificates.Write(cluster.Workspace, "ours");
        cluster.Secret = ClusterSecrets.Write(cluster.Workspace, "ours.secret");
        (cluster.Reached, cluster.Prefix) = (network.Inside, network.Prefix);
        var control = await cluster.Control();
        await cluster.Trainer(slots: 2);
        var keys = new ClusterConnectionOptions { Database = cluster.Address, Certificates = cluster.Certificates, SecretFile = cluster.Secret };
        var gateway = $"{network.Inside}:{control.Gateway.Split(':')[1]}";

        await using (var client = await FastOdeClient.ConnectClusterAsync(keys, Cancellation))
        {
            var experiment = await client.SubmitAsync(TestSpecs.Small(iterations: 100), cancellationToken: Cancellation);
            Assert.Equal((ExperimentState.Completed, 4), await End(experiment));
        }

        await Refused(keys with { Certificates = null, SecretFile = null }, ClusterProblem.Certificate, $"answers at {gateway}, where it asks for a certificate; give the folder");
        await Refused(keys with { SecretFile = null }, ClusterProblem.Secret, $"answers at {gateway}, where it asks for its secret; give the file");
        await Refused(keys with { Certificates = cluster.Workspace.Path("nowhere") }, ClusterProblem.Certificate, "nowhere: Could not find");
        await Refused(
            keys with { Certificates = ClusterCertificates.Write(cluster.Workspace, "theirs") },
            ClusterProblem.Certificate,
            $"the control process at {gateway} and this program do not take each other's certificates; give a folder with those of this cluster");
        await Refused(
            keys with { SecretFile = ClusterSecrets.Write(cluster.Workspace, "theirs.secret") },
            ClusterProblem.Secret,
            $"the control process at {gateway} knows another secret; give the file that its --cluster-secret names");
        await control.Process.Line(line => line.Contains(
            $"a program at {network.Outside} ended the connection before it showed that it knows the secret, and is not answered", StringComparison.Ordinal));
        var readable = ClusterSecrets.Write(cluster.Workspace, "readable.secret");
        File.SetUnixFileMode(readable, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        await Refused(keys with { SecretFile = readable }, ClusterProblem.Secret, "others than its owner may use it; chmod 600 it");
        await Assert.ThrowsAsync<FastOdeUnavailableException>(() => FastOdeClient.ConnectAsync(gateway, Cancellation));

        var listed = await FastOdeProcess.Run(
            cluster.Workspace, "submit", "spec.yaml", "--data", "other", "--db", cluster.Address, "--cluster-tls", cluster.Certificates, "--cluster-secret", cluster.Secret);
        listed.Expect(2);
        Assert.Contains("spec.yaml", Assert.Single(listed.ErrorLines), StringComparison.Ordinal);
        var paused = await FastOdeProcess.Run(
            cluster.Workspace, "pause", "4711", "--data", "other", "--db", cluster.Address, "--cluster-tls", cluster.Certificates, "--cluster-secret", cluster.Secret);
        Assert.Contains("4711", Assert.Single(paused.Expect(2).ErrorLines), StringComparison.Ordinal);
        var without = await FastOdeProcess.Run(cluster.Workspace, "pause", "1", "--data", "other", "--db", cluster.Address);
        Assert.Contains("where it asks for a certificate", Assert.Single(without.Expect(3).ErrorLines), StringComparison.Ordinal);
        var beside = await FastOdeProcess.Run(cluster.Workspace, "ls", "--db", cluster.Address);
        Assert.Contains("small", beside.Expect(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_ByTheDatabase_TalkToTheCluster()
    {
        using var cluster = await ClusterProcesses.Create(server);
        await cluster.Control();
        cluster.Workspace.Write("spec.yaml", TestSpecs.Small(iterations: 1_000_000));

        var submitted = await Ask("submit", "spec.yaml");
        var paused = await Ask("pause", "small");
        var resumed = await Ask("resume", "small");
        var limited = await Ask("limits", "small", "--priority", "3");
        var cancelled = await Ask("cancel", "1");
        var watched = await FastOdeProcess.Run(cluster.Workspace, "watch", "1", "--data", "other", "--db", cluster.Address);
        var keyless = await FastOdeProcess.Run(cluster.Workspace, "pause", "1", "--data", "other", "--cluster-tls", "folder");

        Assert.All([submitted, paused, resumed, limited, cancelled], outcome => outcome.Expect(0));
        Assert.NotEqual(3, watched.ExitCode);
        Assert.Equal(["Cancelled"], await cluster.Query("SELECT state FROM experiments"));
        Assert.Equal(["experiment.cancel", "experiment.limits", "experiment.pause", "experiment.resume", "experiment.submit"], await cluster.Query("SELECT DISTINCT action FROM audit ORDER BY 1"));
        Assert.Contains("name it with --db", Assert.Single(keyless.Expect(2).ErrorLines), StringComparison.Ordinal);

        Task<Outcome> Ask(params string[] command) => FastOdeProcess.Run(cluster.Workspace, [.. command, "--data", "other", "--db", cluster.Address]);
    }

    private static Task Refused(string address, ClusterProblem problem, string reason) => Refused(new ClusterConnectionOptions { Database = address }, problem, reason);

    private static async Task Refused(ClusterConnectionOptions options, ClusterProblem problem, string reason)
    {
        var failure = await Assert.ThrowsAsync<ClusterConnectionException>(() => FastOdeClient.ConnectClusterAsync(options, Cancellation));
        Assert.Equal(problem, failure.Problem);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
        Assert.DoesNotContain(PostgresServer.Password, failure.Message, StringComparison.Ordinal);
    }

    private static async Task<(ExperimentState State, int Completed)> End(ExperimentHandle experiment)
    {
        var summary = await experiment.WaitAsync(Cancellation);
        return (summary.State, summary.CompletedTrials);
    }

    private static async Task Watch(ExperimentHandle experiment, HashSet<string> completed)
    {
        await foreach (var change in experiment.WatchAsync(Cancellation))
        {
            if (change.Trial is { State: TrialState.Completed } trial)
                completed.Add(trial.Id);
        }
    }
}
