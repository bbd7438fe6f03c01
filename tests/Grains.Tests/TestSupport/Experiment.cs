namespace FastOde.Grains.Tests.TestSupport;

/// <summary>Spec texts.</summary>
internal static class Experiment
{
    /// <summary>A study of a test function with so many trials, the n-th at (n/4, 0).</summary>
    public static string Functions(int trials, string limits = "{}") => $$"""
        name: functions
        trial: { function: sphere }
        search:
          space:
            x1: { values: [{{string.Join(", ", Enumerable.Range(1, trials).Select(number => 0.25 * number))}}] }
            x2: { values: [0] }
        objective: { metric: value, direction: minimize }
        limits: {{limits}}
        """;

    /// <summary>A small network trained for so many steps.</summary>
    public static string Training(int iterations, string optimizer = "{}", string space = "{}", int checkpointEvery = 20) => $$"""
        name: training
        trial:
          data: { name: two-gaussians }
          coupling: { kind: learned, beta: 10 }
          network: { hidden: 16 }
          optimizer: {{optimizer}}
          batchSize: 64
          iterations: {{iterations}}
          log: { every: 10, curvatureEvery: 20 }
          checkpoint: { every: {{checkpointEvery}} }
          evaluation:
            every: 40
            samples: 64
            solvers: { euler: [1, 4] }
            metrics: [curvature, wasserstein2]
        search: { space: {{space}} }
        objective: { metric: wasserstein2@euler-4, direction: minimize }
        """;
}
