using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Dashboard;

/// <summary>A server on a small study of training, a search over a function and one that was cancelled; and one on nothing.</summary>
public sealed class PicturedServer : IAsyncLifetime
{
    private const string Training = """
        name: two-gaussians
        seeds: [0, 1]
        trial:
          data: { name: two-gaussians }
          coupling: { kind: learned, beta: 10 }
          network: { kind: mlp, hidden: 32, layers: 2 }
          batchSize: 128
          iterations: 1000
          evaluation: { every: 1000, samples: 128, solvers: { euler: [1, 2, 4, 8] }, metrics: [curvature, wasserstein2] }
          log: { every: 20, curvatureEvery: 100 }
        search:
          space:
            coupling.kind: { values: [independent, learned] }
        objective: { metric: wasserstein2@euler-4 }
        """;

    private const string Function = """
        name: branin
        trial: { function: branin }
        search:
          sampler: sobol
          trials: 24
          space:
            x1: { min: -5, max: 10 }
            x2: { min: 0, max: 15 }
        objective: { metric: value, direction: minimize }
        """;

    private readonly Workspace workspace = new();
    private readonly Workspace nothing = new();
    private FastOdeProcess? server;
    private FastOdeProcess? empty;

    /// <summary>Where the studies are.</summary>
    public Uri Address { get; private set; } = new("about:blank");

    /// <summary>Where nothing is.</summary>
    public Uri Empty { get; private set; } = new("about:blank");

    public async ValueTask InitializeAsync()
    {
        foreach (var (name, spec) in new[] { ("training.yaml", Training), ("function.yaml", Function) })
        {
            workspace.Write(name, spec);
            (await FastOdeProcess.Run(workspace, "run", name, "--exit", "--slots", "2")).Expect(0);
        }

        (server, empty) = (FastOdeProcess.Start(workspace, "serve", "--slots", "2"), FastOdeProcess.Start(nothing, "serve", "--slots", "2"));
        (Address, Empty) = (await server.DashboardAddress(), await empty.DashboardAddress());
    }

    public ValueTask DisposeAsync()
    {
        server?.Dispose();
        empty?.Dispose();
        workspace.Dispose();
        nothing.Dispose();
        return ValueTask.CompletedTask;
    }
}
