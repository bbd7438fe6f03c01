using System.Diagnostics;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Grains.Attempts;
using FastOde.Search.Functions;
using FastOde.Specs;

namespace FastOde.Grains.Programs;

/// <summary>Evaluates a test function instead of training: its values are the cells of the evaluation table.</summary>
internal sealed class FunctionProgram : IAttemptProgram
{
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
            sink.Report(order.Evaluated(Rows(order, function, step)));
            sink.Progress(step, 0);
        }

        return new(AttemptState.Completed, steps[^1]) { DueEvaluations = steps };
    }

    private static EvaluationRecord[] Rows(AttemptOrder order, TestFunction function, int step)
    {
        var started = Stopwatch.GetTimestamp();
        var values = function.Report(order.Trial.Arguments, order.Seed, step);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return
        [
            .. function.Metrics.Zip(values, (metric, value) => new EvaluationRecord
            {
                TrialId = order.Lease.TrialId,
                Step = step,
                Metric = metric,
                Solver = "",
                Number = 0,
                Steps = 0,
                Nfe = 0,
                Value = value,
                Seconds = seconds,
                Remark = double.IsFinite(value) ? null : $"{function.Name} has no finite value at these arguments",
            }),
        ];
    }
}
