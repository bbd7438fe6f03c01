using System.Net;
using System.Net.Sockets;
using FastOde.EndToEnd.Tests.Processes;
using Microsoft.Data.Sqlite;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>Each mistake gives its one line and its exit code, and leaves nothing behind.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("coupling: { kind: learned, beta: 10 }", "coupling: { kind: lerned }", "trial.coupling.kind", "learned")]
    [InlineData("name: two-gaussians", "name: two-gausians", "trial.data.name", "two-gaussians")]
    [InlineData("batchSize: 256", "batchSize: many", "trial.batchSize", "many")]
    [InlineData("iterations: 3000", "iteratons: 3000", "trial.iteratons", "iterations")]
    [InlineData("coupling.kind: {", "coupling.sort: {", "search.space.coupling.sort", "coupling")]
    public async Task Spec_Wrong_IsRefusedWithLineKeyAndNearestName(string right, string wrong, string key, string hint)
    {
        using var workspace = new Workspace();
        var text = TestSpecs.Small();
        var line = text[..text.IndexOf(right, StringComparison.Ordinal)].Count(character => character == '\n') + 1;
        workspace.Write("spec.yaml", text.Replace(right, wrong, StringComparison.Ordinal));

        var outcome = await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit", "--json", "report.json");

        outcome.Expect(2);
        var error = Assert.Single(outcome.ErrorLines);
        Assert.StartsWith($"spec.yaml:{line}: {key}: ", error, StringComparison.Ordinal);
        Assert.Contains(hint, error, StringComparison.Ordinal);
        Assert.Equal([workspace.Path("spec.yaml")], workspace.Entries());
    }

    [Theory]
    [InlineData("trial.coupling.betta=5", "trial.coupling.betta: There is no key 'betta'; did you mean 'beta'?")]
    [InlineData("trial.batchSize=none", "trial.batchSize: Expected a whole number")]
    [InlineData("trial.batchSize", "--set: Expected KEY=VALUE such as trial.coupling.beta=5, found 'trial.batchSize'.")]
    public async Task Spec_SetToSomethingWrong_IsRefusedAndNothingIsStored(string value, string words)
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small());

        var outcome = await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit", "--set", value);

        outcome.Expect(2);
        Assert.Contains(words, Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
        Assert.Equal([workspace.Path("spec.yaml")], workspace.Entries());
    }

    [Fact]
    public async Task Spec_ThatDoesNotParse_IsRefusedWithItsLine()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", "name: broken\ntrial: { data: [\n");
        var outcome = await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit");

        outcome.Expect(2);
        Assert.StartsWith("spec.yaml:", Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
        Assert.Equal([workspace.Path("spec.yaml")], workspace.Entries());
    }

    [Fact]
    public async Task Spec_Missing_IsNamed()
    {
        using var workspace = new Workspace();
        var outcome = await FastOdeProcess.Run(workspace, "run", "none.yaml", "--exit");

        outcome.Expect(2);
        Assert.StartsWith("none.yaml: cannot be read: no such file", Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(workspace.Entries());
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run", "spec.yaml", "--slots", "0")]
    [InlineData("serve", "--port", "99999")]
    [InlineData("sevre")]
    public async Task CommandLine_Wrong_IsRefused(params string[] arguments)
    {
        using var workspace = new Workspace();
        using var process = FastOdeProcess.StartProgram(FastOdeProcess.Executable, workspace.Root, arguments);
        var outcome = await process.End();

        outcome.Expect(2);
        Assert.NotEmpty(outcome.ErrorLines);
        Assert.Empty(workspace.Entries());
    }

    [Theory]
    [InlineData("--port", "--gateway-port")]
    [InlineData("--gateway-port", "--port")]
    public async Task Port_InUse_IsRefusedBeforeAnythingIsCreated(string taken, string free)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = $"{((IPEndPoint)listener.LocalEndpoint).Port}";
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small());
        using var process = FastOdeProcess.StartProgram(
            FastOdeProcess.Executable, workspace.Root, "run", "spec.yaml", "--exit", taken, port, free, "0");
        var outcome = await process.End();

        outcome.Expect(3);
        var error = Assert.Single(outcome.ErrorLines);
        Assert.Contains(port, error, StringComparison.Ordinal);
        Assert.Contains(taken, error, StringComparison.Ordinal);
        Assert.Equal([workspace.Path("spec.yaml")], workspace.Entries());
    }

    [Fact]
    public async Task DataDirectory_ThatIsAFile_IsRefused()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small());
        workspace.Write("data", "");
        var outcome = await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit", "--data", "data");

        outcome.Expect(3);
        var error = Assert.Single(outcome.ErrorLines);
        Assert.Contains(workspace.Path("data"), error, StringComparison.Ordinal);
        Assert.Contains("--data", error, StringComparison.Ordinal);
        Assert.Equal(0, new FileInfo(workspace.Path("data")).Length);
    }

    [Fact]
    public async Task DataDirectory_ThatCannotBeWritten_IsRefused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a directory that even root cannot write to");
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small());
        var outcome = await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit", "--data", "/proc/fastode");

        outcome.Expect(3);
        Assert.Contains("/proc/fastode", Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DataDirectory_OfARunningProcess_IsRefusedWithItsId()
    {
        using var workspace = new Workspace();
        using var owner = FastOdeProcess.Start(workspace, "serve");
        await owner.Line(line => line.StartsWith("dashboard: ", StringComparison.Ordinal));
        var outcome = await FastOdeProcess.Run(workspace, "serve");

        outcome.Expect(3);
        Assert.Contains($"{owner.Id}", Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_FromANewerVersion_IsRefusedAndLeftAsItIs()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small(iterations: 20));
        (await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit")).Expect(0);
        await Execute(workspace, "INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_Future', '99.0.0')");
        var before = await File.ReadAllBytesAsync(workspace.Path("experiments.db"), TestContext.Current.CancellationToken);

        var outcome = await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit");

        outcome.Expect(3);
        var error = Assert.Single(outcome.ErrorLines);
        Assert.StartsWith(workspace.Path("experiments.db"), error, StringComparison.Ordinal);
        Assert.Contains("newer version", error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(workspace.Path("experiments.db"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("missing/report.json")]
    [InlineData(".")]
    public async Task JsonReport_ThatCannotBeWritten_IsRefusedAtTheStart(string path)
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small());
        var outcome = await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit", "--json", path);

        outcome.Expect(3);
        Assert.StartsWith("--json ", Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
        Assert.Equal([workspace.Path("spec.yaml")], workspace.Entries());
    }

    private static async Task Execute(Workspace workspace, string statement)
    {
        await using var connection = new SqliteConnection($"Data Source={workspace.Path("experiments.db")};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statement is a constant of a test.
        command.CommandText = statement;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
