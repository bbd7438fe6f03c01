using FastOde.EndToEnd.Tests.Processes;
using FastOde.Storage.Tests.TestSupport;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>Several processes on one PostgreSQL database: whatever becomes of one, the study ends as the uninterrupted one.</summary>
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

    [Theory]
    [InlineData("--role control needs --db", "serve", "--role", "control")]
    [InlineData("--role master: expected control or trainer", "serve", "--role", "master")]
    [InlineData("--slots is for trainers", "serve", "--role", "control", "--slots", "2", "--db", "Host=127.0.0.1;Database=lab")]
    [InlineData("--role is for serve", "resume", "--exit", "--role", "trainer", "--db", "Host=127.0.0.1;Database=lab")]
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
