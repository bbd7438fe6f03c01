using System.Text.RegularExpressions;
using FastOde.Client;
using FastOde.Contracts.Results;
using FastOde.EndToEnd.Tests.Processes;
using FastOde.Silo.Tests.TestSupport;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>The commands of docs/cli.md, typed in their order beside a process that runs, on a small study in place of the large ones.</summary>
public sealed partial class DocumentTests
{
    /// <summary>Commands that are not typed here, and who tries them.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["fastode serve"] = "needs PostgreSQL: ClusterTests",
        ["fastode run examples/"] = "trains for minutes; the parser's test reads its spec",
        ["fastode data add"] = "needs images: DataTests",
        ["fastode features"] = "needs images: FeaturesTests",
        ["fastode import"] = "needs another data directory: ImportTests",
        ["fastode figure mnist-small"] = "needs images: FigureTests",
        ["fastode evaluate"] = "FID needs images: EvaluateTests",
        ["fastode account"] = "asks for a password: AccountTests",
    };

    /// <summary>Commands that the small study gives a reason to refuse.</summary>
    private static readonly Dictionary<string, string> Refused = new()
    {
        ["fastode cancel 3 --server 127.0.0.1:30000"] = "experiment 3",
        ["fastode retry 3-7"] = "3-7",
    };

    private const string Spec = """
        name: two-gaussians
        seeds: [0, 1]
        trial:
          data: { name: two-gaussians }
          network: { kind: mlp, hidden: 16, layers: 1 }
          batchSize: 64
          iterations: 20
          evaluation: { every: 20, samples: 64, solvers: { euler: [1, 4], heun: [9] }, metrics: [curvature, wasserstein2] }
        search:
          sampler: random
          trials: 4
          space:
            coupling.kind: { values: [learned] }
            coupling.beta: { min: 1, max: 30, scale: log }
        objective: { metric: wasserstein2@euler-4 }
        """;

    [Fact]
    public async Task Cli_EveryCommandInItsOrder_DoesWhatItSays()
    {
        using var workspace = new Workspace();
        var lab = Directory.CreateDirectory(workspace.Path("lab")).FullName;
        Directory.CreateDirectory(workspace.Path("backups"));
        workspace.Write(Path.Combine("lab", "spec.yaml"), Spec);
        using var serve = FastOdeProcess.StartProgram(FastOdeProcess.Executable, lab, "serve", "--port", "0", "--gateway-port", "0");
        var endpoint = (await serve.Line(line => line.StartsWith("clients: ", StringComparison.Ordinal))).Split(' ')[1];
        await using var client = await FastOdeClient.ConnectAsync(endpoint, TestContext.Current.CancellationToken);
        for (var count = 0; count < 3; count++)
            await client.SubmitFileAsync(Path.Combine(lab, "spec.yaml"), TestContext.Current.CancellationToken);

        List<string> wrong = [];
        HashSet<string> elsewhere = [], refused = [];
        foreach (var command in DocumentedBlock.Of(Path.Combine(FastOdeProcess.Repository, "docs", "cli.md")).SelectMany(block => block.Commands))
        {
            if (Elsewhere.Keys.FirstOrDefault(key => command.StartsWith(key, StringComparison.Ordinal)) is { } listed)
            {
                elsewhere.Add(listed);
                continue;
            }

            await UntilAllHaveEnded(client);
            using var process = FastOdeProcess.StartProgram("/bin/bash", lab, "-c", Here(command, endpoint));
            var outcome = await process.End();
            if (Refused.TryGetValue(command, out var words) && refused.Add(command))
                Assert.Contains(words, Assert.Single(outcome.Expect(2).ErrorLines), StringComparison.Ordinal);
            else if (outcome.ExitCode != 0)
                wrong.Add($"{command}: {outcome.ExitCode} {outcome.Errors}");
        }

        Assert.Empty(wrong);
        Assert.Equal(Elsewhere.Keys.Order(), elsewhere.Order());
        Assert.Equal(Refused.Keys.Order(), refused.Order());
    }

    /// <summary>A command with the folders and addresses of this test in place of the document's.</summary>
    private static string Here(string command, string endpoint)
    {
        var here = command
            .Replace("127.0.0.1:30000", endpoint, StringComparison.Ordinal)
            .Replace("/data/study", "../study", StringComparison.Ordinal)
            .Replace("/backups/", "../backups/", StringComparison.Ordinal)
            .Replace("--data lab2", "--data ../lab2", StringComparison.Ordinal)
            .Replace("--data lab", "--data .", StringComparison.Ordinal);
        var ports = OwnProcess().IsMatch(command) ? " --port 0 --gateway-port 0" : "";
        return $"exec {FastOdeProcess.Executable}{here["fastode".Length..]}{ports}";
    }

    private static async Task UntilAllHaveEnded(FastOdeClient client)
    {
        foreach (var experiment in (await client.Results.Experiments(new())).Items.Where(experiment => experiment.State == ExperimentState.Running))
        {
            await foreach (var _ in client.Experiment(experiment.Id).WatchAsync(TestContext.Current.CancellationToken))
            {
            }
        }
    }

    /// <summary>Commands that are a process of their own, which needs ports.</summary>
    [GeneratedRegex("^fastode (run|resume --exit) ?")]
    private static partial Regex OwnProcess();
}
