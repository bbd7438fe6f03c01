using FastOde.Contracts.Experiments;
using FastOde.Contracts.OnDemand;
using FastOde.Contracts.Results;
using FastOde.FlowMatching.Solvers;
using FastOde.Grains.Programs;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.OnDemand;

/// <summary>Measures what somebody has asked for on this process, by what <c>fastode evaluate</c> measures it.</summary>
/// <param name="thread">Where it is measured.</param>
/// <param name="trials">What trials have learned.</param>
/// <param name="evaluation">Measures it.</param>
/// <param name="logger">Hears of faults that are nobody's order's.</param>
internal sealed class EvaluationDesk(OnDemandThread thread, TrainedTrials trials, TrialEvaluation evaluation, ILogger<EvaluationDesk> logger)
{
    /// <summary>Begins to measure.</summary>
    /// <param name="trialId">The trial.</param>
    /// <param name="order">What is asked for.</param>
    /// <param name="settings">Its solver settings.</param>
    /// <param name="earlier">Cells that were measured before.</param>
    /// <exception cref="ExperimentRefusedException">Too many orders wait.</exception>
    public EvaluationWork Begin(string trialId, EvaluationOrder order, IReadOnlyList<SolverSetting> settings, IReadOnlyList<EvaluationRecord> earlier)
    {
        var work = new EvaluationWork(order, settings, earlier);
        work.Begin(thread, logger, () => Measure(trialId, work));
        return work;
    }

    private async Task Measure(string trialId, EvaluationWork work)
    {
        var trial = await trials.Find(trialId, work.Status.Order.Step, work.Stop);
        work.Ended(await thread.Run(() =>
        {
            work.Stop.ThrowIfCancellationRequested();
            work.Started(trial.Checkpoint.Step);
            return evaluation.Run(trial, work.Change, work.Progressed, work.Stop);
        }));
    }
}
