using System.Diagnostics;
using FastOde.Client;
using FastOde.Client.Experiments;

namespace FastOde.Bench.Soak;

/// <summary>
/// Keeps a process busy in three ways at once: one experiment of very many trials that compute nothing, one small experiment
/// after another, and one small training after another.
/// </summary>
/// <param name="client">Talks to the process.</param>
/// <param name="tempo">How many of them, how often.</param>
internal sealed class SoakWork(FastOdeClient client, SoakTempo tempo)
{
    private const int SmallTrials = 20;

    private const string Training = """
        name: training
        trial:
          data: { name: two-gaussians }
          coupling: { kind: learned, beta: 10 }
          network: { kind: mlp, hidden: 100, layers: 2 }
          batchSize: 256
          iterations: 1000
          evaluation: { every: 500, samples: 128, solvers: { euler: [1, 4] }, metrics: [curvature, wasserstein2] }
          checkpoint: { every: 250 }
        """;

    private readonly Lock gate = new();
    private readonly List<double> steps = [];
    private ExperimentHandle? large;
    private long ended;
    private long late;

    /// <summary>Rounds that could not begin at their time, because the one before had not ended.</summary>
    public long LateRounds => Interlocked.Read(ref late);

    /// <summary>Submits experiments until cancelled.</summary>
    public Task Run(CancellationToken cancellationToken) => Task.WhenAll(
        Again(() => One("large", tempo.LargeTrials, handle => large = handle, cancellationToken), tempo.Large, cancellationToken),
        Again(() => One("small", SmallTrials, _ => { }, cancellationToken), tempo.Small, cancellationToken),
        Again(() => Train(cancellationToken), tempo.Training, cancellationToken));

    /// <summary>Trials that have ended.</summary>
    public async Task<long> Trials(CancellationToken cancellationToken)
    {
        var now = large is { } handle ? (await handle.SummaryAsync(cancellationToken)).CompletedTrials : 0;
        return Interlocked.Read(ref ended) + now;
    }

    /// <summary>Median time of a step, µs, of the trainings that have ended since the last call.</summary>
    public double StepMicroseconds()
    {
        lock (gate)
        {
            var median = Trend.Median(steps);
            steps.Clear();
            return median;
        }
    }

    private static string Functions(string name, int trials) => FormattableString.Invariant($$"""
        name: {{name}}
        trial: { function: branin }
        search: { sampler: random, trials: {{trials}}, space: { x1: { min: -5, max: 10 }, x2: { min: 0, max: 15 } } }
        objective: { metric: value, direction: minimize }
        """);

    private async Task Again(Func<Task> work, TimeSpan period, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            for (var round = 1; !cancellationToken.IsCancellationRequested; round++)
            {
                await work();
                var early = (round * period) - Stopwatch.GetElapsedTime(start);
                if (early > TimeSpan.Zero)
                    await Task.Delay(early, cancellationToken);
                else
                    Interlocked.Increment(ref late);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The soak is over.
        }
    }

    private async Task One(string name, int trials, Action<ExperimentHandle?> note, CancellationToken cancellationToken)
    {
        var handle = await client.SubmitAsync(Functions(name, trials), name, cancellationToken);
        note(handle);
        var summary = await handle.WaitAsync(cancellationToken);
        note(null);
        Interlocked.Add(ref ended, summary.CompletedTrials);
        if (summary.CompletedTrials < trials)
            throw new InvalidOperationException($"experiment {handle.Id}: {summary.CompletedTrials} of {trials} trials completed");
    }

    private async Task Train(CancellationToken cancellationToken)
    {
        var handle = await client.SubmitAsync(Training, "training", cancellationToken);
        await handle.WaitAsync(cancellationToken);
        var trial = (await handle.TrialsAsync(cancellationToken)).Single();
        if (trial.IterationsPerSecond is not { } rate)
            throw new InvalidOperationException($"trial {trial.Id}: {trial.State}, {trial.Message}");
        Interlocked.Increment(ref ended);
        lock (gate)
            steps.Add(1e6 / rate);
    }
}
