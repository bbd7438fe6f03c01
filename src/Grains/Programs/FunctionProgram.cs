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
        var started = Stopwatch.GetTimestamp();
        var value = function.Evaluate(order.Trial.Arguments);
        var row = new EvaluationRecord()
        {
            TrialId = order.Lease.TrialId,
            Step = 0,
            Metric = Metric,
            Solver = "",
            Number = 0,
            Steps = 0,
            Nfe = 0,
            Value = value,
            Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
            Remark = double.IsFinite(value) ? null : $"{name} has no finite value at these arguments",
        };
        sink.Report(new EvaluationReport { Rows = [row], Objective = order.ObjectiveIn([row]) });
        return new(AttemptState.Completed, 0) { DueEvaluations = [0] };
    }
}
