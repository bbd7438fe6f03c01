using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using FastOde.Client;
using FastOde.Contracts.Results;
using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary><c>examples/automation</c>, the program that others begin from, against a real process.</summary>
public sealed class AutomationTests
{
    private const int Trials = 8;

    private static string Program => Path.GetFullPath(typeof(AutomationTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "Automation").Value!);

    [Fact]
    public async Task Automation_WhereNobodyAnswers_EndsInOneLine()
    {
        using var workspace = new Workspace();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var endpoint = taken.LocalEndpoint.ToString()!;
        taken.Stop();
        using var program = FastOdeProcess.StartProgram(Program, workspace.Root, endpoint);
        var outcome = (await program.End()).Expect(1);

        Assert.Contains(endpoint, Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=lab;Username=who;Password=hunter2", "database lab on 127.0.0.1:1 cannot be reached")]
    [InlineData("Host=127.0.0.1;Password=hunter2", "Database is missing")]
    public async Task Automation_ByADatabaseThatIsNone_EndsInOneLine(string database, string reason)
    {
        using var workspace = new Workspace();
        using var program = FastOdeProcess.StartProgram(Program, workspace.Root, database);
        var outcome = (await program.End()).Expect(1);

        Assert.Contains(reason, Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Automation_AgainstAProcess_TellsEachEndOnceAndTheDocumentedNumbers()
    {
        using var workspace = new Workspace();
        using var serve = FastOdeProcess.Start(workspace, "serve");
        var endpoint = (await serve.Line(line => line.StartsWith("clients: ", StringComparison.Ordinal))).Split(' ')[1];
        using var program = FastOdeProcess.StartProgram(Program, workspace.Root, endpoint);
        var outcome = (await program.End()).Expect(0);

        var ends = outcome.ErrorLines.Where(line => line.Contains(": Completed ", StringComparison.Ordinal)).ToList();
        Assert.Equal(Enumerable.Range(1, Trials).Select(number => $"1-{number}"), ends.Select(line => line.Split(' ')[0]).Order(StringComparer.Ordinal));

        var table = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        var expected = await NfeNearBest(endpoint);
        Assert.Equal(expected.Count, table.Length);
        Assert.All(table, line => Assert.Equal(expected[line[..16].Trim()], double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture)));
    }

    /// <summary>As docs/cli.md says it: the least NFE whose mean is within 10 % of the assignment's own best.</summary>
    private static async Task<Dictionary<string, double>> NfeNearBest(string endpoint)
    {
        await using var client = await FastOdeClient.ConnectAsync(endpoint, TestContext.Current.CancellationToken);
        var trials = await client.Experiment(1).TrialsAsync(TestContext.Current.CancellationToken);
        var rows = (await client.Results.Evaluations(TrialSelection.Of(1)))
            .Where(row => row is { Metric: "wasserstein2", Solver: "euler", Step: 2000 })
            .ToLookup(row => row.TrialId);
        return trials.GroupBy(trial => trial.Label).ToDictionary(group => group.Key, group =>
        {
            var means = group.SelectMany(trial => rows[trial.Id]).GroupBy(row => row.Nfe).Select(cell => (Nfe: cell.Key, Mean: cell.Average(row => row.Value))).ToList();
            return means.Where(cell => cell.Mean <= 1.1 * means.Min(other => other.Mean)).Min(cell => cell.Nfe);
        });
    }
}
