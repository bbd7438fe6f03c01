using System.Diagnostics;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Grains.Attempts;
using FastOde.Search.Functions;
using FastOde.Specs;

namespace FastOde.Grains.Programs;

/// <summary>Evaluates a test function instead of training: the value is the one cell of the evaluation table.</summary>
internal sealed class FunctionProgram : IAttemptProgram
{
    private const string Metric = "value";

    private static readonly TimeSpan BetweenReports = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    public bool UsesTorch => false;

    /// <inheritdoc/>
    public bool Handles(TrialSpec trial) => trial.Function is not null;

    /// <inheritdoc/>
    public AttemptResult Run(AttemptOrder order, IAttemptSink sink)
    {
        var name = order.Trial.Function!;
        var function = TestFunctions.Find(name)
            ?? throw new InvalidOperationException(
                $"there is no function '{name}'; expected one of {string.Join(", ", TestFunctions.Names)}");
        IReadOnlyList<int> steps = function.Steps.Count > 0 ? function.Steps : [0];
        foreach (var step in steps.Except(order.EvaluatedSteps))
        {
            // A pruner has to be asked before the next step, as it would be while training takes its time.
            if (step != steps[0] && sink.Stop.WaitHandle.WaitOne(BetweenReports))
                return new(AttemptState.Stopped, steps.TakeWhile(other => other < step).Last());
            var row = Row(order, function, step);
            sink.Report(new EvaluationReport { Rows = [row], Objective = order.ObjectiveIn([row]) });
            sink.Progress(step, 0);
        }

        return new(AttemptState.Completed, steps[^1]) { DueEvaluations = steps };
    }

    private static EvaluationRecord Row(AttemptOrder order, TestFunction function, int step)
    {
        var started = Stopwatch.GetTimestamp();
        var value = function.Report(order.Trial.Arguments, order.Seed, step);
        return new()
        {
            TrialId = order.Lease.TrialId,
            Step = step,
            Metric = Metric,
            Solver = "",
            Number = 0,
            Steps = 0,
            Nfe = 0,
            Value = value,
            Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
            Remark = double.IsFinite(value) ? null : $"{function.Name} has no finite value at these arguments",
        };
    }
}
