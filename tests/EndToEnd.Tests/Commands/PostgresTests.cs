using FastOde.EndToEnd.Tests.Processes;
using FastOde.Storage.Tests.TestSupport;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>The same program on a PostgreSQL database.</summary>
public sealed class PostgresTests(SmallExperiment experiment, PostgresServer server)
{
    [Fact]
    public async Task Run_OnPostgres_GivesTheWeightsOfSqliteBitForBit()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small());
        var database = server.ConnectionString(await server.CreateDatabase());

        var run = await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit", "--json", "report.json", "--db", database, "--verbose");
        var figure = await FastOdeProcess.Run(workspace, "figure", "1", "--out", "nfe.svg", "--db", database);
        var again = await FastOdeProcess.Run(workspace, "resume", "--exit", "--db", database);
        var doctor = await FastOdeProcess.Run(workspace, "doctor", "--db", database);

        Assert.All([run, figure, again], outcome => outcome.Expect(0));
        Assert.Equal(experiment.Report.Results(), Report.Read(workspace).Results());
        Assert.Contains("nothing is unfinished in database ", again.Output, StringComparison.Ordinal);
        Assert.Contains("PostgreSQL; database ", doctor.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(workspace.Path("experiments.db")));
        Assert.All([run, figure, again, doctor], outcome => Assert.DoesNotContain(PostgresServer.Password, outcome.Output + outcome.Errors, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_ServerThatCrashesAndComesBack_EndsAsTheUninterruptedOne()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small());
        await using var own = new PostgresServer();
        var database = own.ConnectionString(await own.CreateDatabase());
        using var run = FastOdeProcess.Start(workspace, "run", "spec.yaml", "--exit", "--json", "report.json", "--db", database);
        await Checkpoints.Next(workspace, 1, run);

        await own.Crash();
        await run.Line(line => line.Contains("cannot be reached; reads and writes wait until it answers", StringComparison.Ordinal));
        await own.Start();

        (await run.End()).Expect(0);
        Assert.Equal(experiment.Report.Results(), Report.Read(workspace).Results());
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Pasword=hush-4711")]
    [InlineData("hush-4711")]
    public async Task Run_BadConnectionString_IsRefusedWithoutRepeatingIt(string database)
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small());

        var refused = await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit", "--db", database);

        refused.Expect(2);
        Assert.DoesNotContain("hush", refused.Output + refused.Errors, StringComparison.Ordinal);
        Assert.Equal([workspace.Path("spec.yaml")], workspace.Entries());
    }

    [Theory]
    [InlineData("run", "spec.yaml", "--exit")]
    [InlineData("figure", "1", "--out", "nfe.svg")]
    public async Task Command_WrongPassword_IsOneLineAndTheMachinesCode(params string[] command)
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small());
        var database = server.ConnectionString(await server.CreateDatabase(), "wrong-password");

        var refused = await FastOdeProcess.Run(workspace, [.. command, "--db", database]);

        refused.Expect(3);
        Assert.Single(refused.ErrorLines);
        Assert.DoesNotContain("wrong-password", refused.Output + refused.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("restore")]
    public async Task Backup_OfPostgres_SaysWhatDoesIt(string command)
    {
        using var workspace = new Workspace();

        var refused = await FastOdeProcess.Run(workspace, command, "lab.tar", "--db", "Host=127.0.0.1;Database=lab;Username=lab");

        refused.Expect(2);
        Assert.Contains("pg_dump", refused.Errors, StringComparison.Ordinal);
    }
}
