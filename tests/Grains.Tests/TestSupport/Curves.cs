using System.Collections.Concurrent;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Grains.Attempts;
using FastOde.Specs;

namespace FastOde.Grains.Tests.TestSupport;

/// <summary>
/// A program whose trials report a value after each step, as <c>coupling.beta</c> says, and go on from the step at which they
/// were stopped. They wait for what their reports lead to, as training that takes its time would.
/// </summary>
internal sealed class Curves : IAttemptProgram
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private readonly ConcurrentDictionary<string, int> done = new();
    private readonly ConcurrentQueue<(string Trial, int Step)> steps = new();

    /// <summary>Every step that was made, in order.</summary>
    public IReadOnlyList<(string Trial, int Step)> Steps => [.. steps];

    /// <summary>Steps after which nobody is asked to stop.</summary>
    public required IReadOnlyList<int> Quick { get; init; }

    public bool UsesTorch => false;

    public bool Handles(TrialSpec trial) => true;

    public AttemptResult Run(AttemptOrder order, IAttemptSink sink)
    {
        var id = order.Lease.TrialId;
        var value = ((FastOde.Specs.Couplings.LearnedCouplingSpec)order.Trial.Coupling).Beta + order.Seed;
        for (var step = done.GetValueOrDefault(id) + 1; step <= order.Trial.Iterations; step++)
        {
            if (sink.Stop.IsCancellationRequested)
                return new(AttemptState.Stopped, step - 1);
            var row = Row(id, step, value);
            sink.Report(order.Evaluated([row]));
            sink.Settle();
            done[id] = step;
            steps.Enqueue((id, step));
            if (step < order.Trial.Iterations && !Quick.Contains(step))
                sink.Stop.WaitHandle.WaitOne(Pause);
        }

        return new(AttemptState.Completed, order.Trial.Iterations) { WeightsSha256 = "feed", DueEvaluations = [.. Enumerable.Range(1, order.Trial.Iterations)] };
    }

    /// <summary>The one cell of a trial's evaluation.</summary>
    public static EvaluationRecord Row(string trial, int step, double value) => new()
    {
        TrialId = trial,
        Step = step,
        Metric = "curvature",
        Solver = "euler",
        Number = 1,
        Steps = 1,
        Nfe = 1,
        Value = value,
        Seconds = 0.1,
    };
}
