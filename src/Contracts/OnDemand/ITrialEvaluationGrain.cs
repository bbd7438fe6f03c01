using FastOde.Contracts.Access;
using FastOde.Contracts.Experiments;

namespace FastOde.Contracts.OnDemand;

/// <summary>
/// Measures cells of one trial's evaluation table when somebody asks, beside all training, on a process that has slots. They
/// are kept for an hour after they were last asked about; nothing is stored. The key is the trial's id, <c>{experiment}-{number}</c>.
/// </summary>
[Alias("FastOde.ITrialEvaluationGrain")]
public interface ITrialEvaluationGrain : IGrainWithStringKey
{
    /// <summary>Begins to measure the trial's newest checkpoint, or that of the step asked for, with as many samples as its spec says.</summary>
    /// <param name="order">What, and by which solvers.</param>
    /// <exception cref="KeyNotFoundException">There is no such trial.</exception>
    /// <exception cref="FormatException">No solver or metric can do what is asked, or the trial keeps no checkpoint of the step.</exception>
    /// <exception cref="ExperimentRefusedException">It is being measured, it has learned nothing yet, or too many orders wait.</exception>
    [Alias("Evaluate"), Change("trial.evaluate", Role.Operator)]
    Task<EvaluationStatus> Evaluate(EvaluationOrder order);

    /// <summary>Has nothing measured any further; harmless where nothing is.</summary>
    /// <returns>The order as it stands; null where there is none.</returns>
    [Alias("Cancel"), Change("trial.evaluate-cancel", Role.Operator)]
    Task<EvaluationStatus?> Cancel();

    /// <summary>The newest order as it stands; null where there is none.</summary>
    [Alias("Status")]
    Task<EvaluationStatus?> Status();

    /// <summary>What it can be measured by.</summary>
    [Alias("Choices")]
    Task<EvaluationChoices> Choices();
}
