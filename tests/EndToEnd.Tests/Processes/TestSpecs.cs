namespace FastOde.EndToEnd.Tests.Processes;

/// <summary>Small studies.</summary>
internal static class TestSpecs
{
    /// <summary>Long enough to be killed in the middle.</summary>
    public const int Iterations = 3000;

    /// <summary>Four trials of a second or so: independent and learned coupling, two seeds.</summary>
    public static string Small(int iterations = Iterations, string optimizer = "kind: adam, learningRate: 1e-3") => FormattableString.Invariant($$"""
        name: small
        seeds: [0, 1]
        trial:
          data: { name: two-gaussians }
          coupling: { kind: learned, beta: 10 }
          network: { kind: mlp, hidden: 100, layers: 2 }
          optimizer: { {{optimizer}} }
          batchSize: 256
          iterations: {{iterations}}
          evaluation: { every: 1000, samples: 128, solvers: { euler: [1, 4] }, metrics: [curvature, wasserstein2] }
          log: { every: 50, curvatureEvery: 100 }
          checkpoint: { every: 100 }
        search:
          space:
            coupling.kind: { values: [independent, learned] }
        """);
}
