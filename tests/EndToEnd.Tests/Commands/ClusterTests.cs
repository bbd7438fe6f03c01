using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using FastOde.EndToEnd.Tests.Processes;
using FastOde.Storage.Tests.TestSupport;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>Several processes on one PostgreSQL database: whatever becomes of one, the study ends as the uninterrupted one.</summary>
[Collection(AloneCollection.Name)]
public sealed class ClusterTests(SmallExperiment experiment, PostgresServer server)
{
    [Fact]
    public async Task Cluster_OfAControlAndTwoTrainers_GivesTheWeightsOfOneProcessBitForBit()
    {
        using var cluster = await ClusterProcesses.Create(server);
        var control = await cluster.Control();
        await Task.WhenAll(cluster.Trainer(), cluster.Trainer());
        var alone = await FastOdeProcess.Run(cluster.Workspace, "resume", "--exit", "--data", "other", "--db", cluster.Address);

        await ClusterProcesses.Submit(control, TestSpecs.Small());
        await cluster.Ended();

        Assert.Equal(experiment.Report.Results(), await ClusterProcesses.Results(control));
        Assert.Equal(["2"], await cluster.Query("SELECT count(DISTINCT split_part(slot_id, '/', 1)) FROM attempts"));
        alone.Expect(3);
        Assert.Contains(" of a cluster; stop that process", Assert.Single(alone.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Samples_AskedOfAControlProcess_AreMadeByATrainer()
    {
        using var cluster = await ClusterProcesses.Create(server);
        var control = await cluster.Control();
        using var http = new HttpClient { BaseAddress = new Uri(control.Dashboard, "/api/v1/") };
        using (var alone = await http.PostAsJsonAsync("trials/1-1/samples", new { count = 3 }, TestContext.Current.CancellationToken))
            Assert.Equal(HttpStatusCode.Conflict, alone.StatusCode);
        await cluster.Trainer();
        await ClusterProcesses.Submit(control, TestSpecs.Small());
        await cluster.Ended();

        using var posted = await http.PostAsJsonAsync("trials/1-1/samples", new { count = 3 }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, posted.StatusCode);
        while ((string)JsonNode.Parse(await http.GetStringAsync("trials/1-1/samples", TestContext.Current.CancellationToken))!["state"]! is "waiting" or "running")
            await Task.Delay(100, TestContext.Current.CancellationToken);

        using var archive = new ZipArchive(await http.GetStreamAsync("trials/1-1/samples/archive", TestContext.Current.CancellationToken));
        Assert.Equal(["samples.csv", "samples.npy"], archive.Entries.Select(entry => entry.Name).Order());
    }

    [Fact]
    public async Task Trainer_Killed_IsReplacedFromItsLastCheckpointAndDisturbsNoOther()
    {
        using var cluster = await ClusterProcesses.Create(server);
        var control = await cluster.Control();
        var killed = await cluster.Trainer();
        var other = await cluster.Trainer();
        await ClusterProcesses.Submit(control, TestSpecs.Small());
        await cluster.Runs(killed);

        killed.Process.Kill();
        await cluster.Ended();

        Assert.Equal(experiment.Report.Results(), await ClusterProcesses.Results(control));
        Assert.Contains("Interrupted", await cluster.Attempts(killed));
        Assert.Equal(["Completed"], await cluster.Attempts(other));
    }

    [Fact]
    public async Task Control_Killed_IsReplacedByAnotherAndDisturbsNoTrainer()
    {
        using var cluster = await ClusterProcesses.Create(server);
        var killed = await cluster.Control();

        // All that the study consists of comes to be on the one that is there, and dies with it.
        await ClusterProcesses.Submit(killed, TestSpecs.Small());
        var other = await cluster.Control();
        var trainer = await cluster.Trainer(slots: 2);
        await cluster.Runs(trainer);

        killed.Process.Kill();
        await cluster.Ended();

        Assert.Equal(experiment.Report.Results(), await ClusterProcesses.Results(other));
        Assert.Equal(["4"], await cluster.Query("SELECT count(*) FROM attempts"));
        Assert.Equal(["Completed"], await cluster.Attempts(trainer));
    }

    [Fact]
    public async Task Trainer_CutOffForLongerThanItsLease_IsReplacedAndStoresNothingMore()
    {
        using var cluster = await ClusterProcesses.Create(server);
        var control = await cluster.Control();
        var frozen = await cluster.Trainer();
        await ClusterProcesses.Submit(control, TestSpecs.Small());
        await cluster.Runs(frozen);
        var other = await cluster.Trainer();

        frozen.Process.Freeze();
        await cluster.Until("SELECT count(*) FROM attempts WHERE state = 'Interrupted'", rows => rows is ["1"]);
        await cluster.Runs(other);

        // A lease may end first; whoever comes back before the others have given it up stays a member.
        await cluster.CountedAsDead(1);
        frozen.Process.Thaw();
        var outcome = await frozen.Process.End().WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
        await cluster.Ended();

        outcome.Expect(3);
        Assert.Contains("the cluster has counted this process as dead", outcome.Errors, StringComparison.Ordinal);
        Assert.Equal(experiment.Report.Results(), await ClusterProcesses.Results(control));
        Assert.Equal(["Completed"], await cluster.Attempts(other));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Trainer_WhoseCableIsPulledForLongerThanItsLease_IsReplacedAndStoresNothingMore()
    {
        using var network = NetworkNamespace.Create();
        await using var own = new PostgresServer { Address = network.Outside };
        using var cluster = await ClusterProcesses.Create(own);
        cluster.Certificates = ClusterCertificates.Write(cluster.Workspace, "ours");
        cluster.Secret = ClusterSecrets.Write(cluster.Workspace, "ours.secret");
        cluster.Reached = network.Outside;
        var control = await cluster.Control();
        (cluster.Reached, cluster.Prefix) = (network.Inside, network.Prefix);
        var apart = await cluster.Trainer();
        await ClusterProcesses.Submit(control, TestSpecs.Small());
        await cluster.Runs(apart);
        (cluster.Reached, cluster.Prefix) = (network.Outside, []);
        var other = await cluster.Trainer();

        network.Cut();
        await cluster.Until("SELECT count(*) FROM attempts WHERE state = 'Interrupted'", rows => rows is ["1"]);
        await cluster.Runs(other);
        await cluster.CountedAsDead(1);
        Assert.False(apart.Process.HasEnded);
        network.Join();
        var outcome = await apart.Process.End().WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
        await cluster.Ended();

        outcome.Expect(3);
        Assert.Contains("what it ran goes on elsewhere, start it again", outcome.Errors, StringComparison.Ordinal);
        Assert.Equal(experiment.Report.Results(), await ClusterProcesses.Results(control));
        Assert.Equal(["Completed"], await cluster.Attempts(other));
        Assert.Contains("Interrupted", await cluster.Attempts(apart));
    }

    [Fact]
    public async Task Server_AwayForLongerThanALease_CostsNoAttempt()
    {
        await using var own = new PostgresServer();
        using var cluster = await ClusterProcesses.Create(own);
        var control = await cluster.Control();
        var trainer = await cluster.Trainer(slots: 2);
        await ClusterProcesses.Submit(control, TestSpecs.Small());
        await cluster.Runs(trainer);

        await own.Crash();
        await Task.Delay(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await own.Start();
        await cluster.Ended();

        Assert.Equal(experiment.Report.Results(), await ClusterProcesses.Results(control));
        Assert.Empty(await cluster.Query("SELECT state || ': ' || message FROM attempts WHERE state <> 'Completed'"));
    }

    [Fact]
    public async Task Cluster_WithCertificates_WorksAndLetsNobodyElseIn()
    {
        using var cluster = await ClusterProcesses.Create(server);
        cluster.Certificates = ClusterCertificates.Write(cluster.Workspace, "ours");
        var control = await cluster.Control();
        cluster.Certificates = ClusterCertificates.Write(cluster.Workspace, "theirs");
        var stranger = cluster.Stranger();
        cluster.Certificates = cluster.Workspace.Path("ours");
        var trainer = await cluster.Trainer();

        await ClusterProcesses.Submit(control, await File.ReadAllTextAsync(Path.Combine(FastOdeProcess.Repository, "examples", "branin.yaml"), TestContext.Current.CancellationToken));
        await cluster.Ended();
        var doctor = await FastOdeProcess.Run(cluster.Workspace, "doctor", "--db", cluster.Address);

        Assert.Equal(["Completed"], await cluster.Attempts(trainer));
        Assert.Equal(["1"], await cluster.Query("SELECT count(DISTINCT slot_id) FROM attempts"));
        Assert.DoesNotContain("trainer: ", stranger.Output, StringComparison.Ordinal);
        Assert.Contains("control on ", doctor.Output, StringComparison.Ordinal);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Cluster_WithASecret_WorksAndSaysToStrangersAndMembersWhatIsWrong()
    {
        using var cluster = await ClusterProcesses.Create(server);
        cluster.Certificates = ClusterCertificates.Write(cluster.Workspace, "ours");
        cluster.Secret = ClusterSecrets.Write(cluster.Workspace, "ours.secret");
        var control = await cluster.Control();
        cluster.Secret = ClusterSecrets.Write(cluster.Workspace, "theirs.secret");
        var wrong = cluster.Stranger();
        var saidByWrong = await wrong.Line(line => line.Contains("--cluster-secret", StringComparison.Ordinal));
        await control.Process.Line(line => line.Contains("a process at 127.0.0.1 ended the connection before it showed that it knows the secret", StringComparison.Ordinal));
        wrong.Kill();
        cluster.Secret = null;
        var without = cluster.Stranger();
        var saidByWithout = await without.Line(line => line.Contains("--cluster-secret", StringComparison.Ordinal));
        await control.Process.Line(line => line.Contains("a process at 127.0.0.1 has no secret", StringComparison.Ordinal));
        without.Kill();
        cluster.Secret = cluster.Workspace.Path("ours.secret");
        var trainer = await cluster.Trainer();

        await ClusterProcesses.Submit(control, await File.ReadAllTextAsync(Path.Combine(FastOdeProcess.Repository, "examples", "branin.yaml"), TestContext.Current.CancellationToken));
        await cluster.Ended();

        Assert.Equal(["Completed"], await cluster.Attempts(trainer));
        Assert.Equal(["1"], await cluster.Query("SELECT count(DISTINCT slot_id) FROM attempts"));
        Assert.Contains("knows another secret, and the two do not work together; start every process", saidByWrong, StringComparison.Ordinal);
        Assert.Contains("asks for a secret, and this process has none", saidByWithout, StringComparison.Ordinal);
        var secret = await File.ReadAllTextAsync(cluster.Secret, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(secret, control.Process.Errors + trainer.Process.Errors + wrong.Errors, StringComparison.Ordinal);
        Assert.All([wrong, without], stranger => Assert.DoesNotContain("trainer: ", stranger.Output, StringComparison.Ordinal));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Secret_ThatOthersMayRead_IsRefusedInOneLine()
    {
        using var workspace = new Workspace();
        var secret = ClusterSecrets.Write(workspace, "cluster.secret");
        File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        var refused = await FastOdeProcess.Run(workspace, "serve", "--role", "control", "--db", "Host=127.0.0.1;Database=lab", "--cluster-secret", "cluster.secret");

        refused.Expect(3);
        Assert.Contains("others than its owner may use it; chmod 600 it", Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--advertise 10.0.0.7: other machines reach", "serve", "--role", "trainer", "--advertise", "10.0.0.7", "--db", "Host=127.0.0.1;Database=lab", "--cluster-tls", "folder")]
    [InlineData("--advertise 10.0.0.7: other machines reach", "serve", "--role", "trainer", "--advertise", "10.0.0.7", "--db", "Host=127.0.0.1;Database=lab", "--cluster-secret", "file")]
    [InlineData("--cluster-secret is for the processes of a cluster", "serve", "--cluster-secret", "file")]
    [InlineData("--advertise 10.0.0.7: other machines reach", "serve", "--role", "trainer", "--advertise", "10.0.0.7", "--db", "Host=127.0.0.1;Database=lab")]
    [InlineData("--role control needs --db", "serve", "--role", "control")]
    [InlineData("--role master: expected control or trainer", "serve", "--role", "master")]
    [InlineData("--slots is for trainers", "serve", "--role", "control", "--slots", "2", "--db", "Host=127.0.0.1;Database=lab")]
    [InlineData("--role is for serve", "--role", "trainer", "resume", "--exit", "--db", "Host=127.0.0.1;Database=lab")]
    [InlineData("--silo-port is for the processes of a cluster", "serve", "--silo-port", "4711")]
    public async Task Role_ThatDoesNotGoWithTheRest_IsRefusedInOneLine(string reason, params string[] command)
    {
        using var workspace = new Workspace();

        var refused = await FastOdeProcess.Run(workspace, command);

        refused.Expect(2);
        Assert.Contains(reason, refused.Errors, StringComparison.Ordinal);
        Assert.Empty(workspace.Entries());
    }
}
