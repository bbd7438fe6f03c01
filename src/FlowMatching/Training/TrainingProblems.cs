using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Metrics;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Keys;

namespace FastOde.FlowMatching.Training;

/// <summary>Finds what cannot be trained between keys that are each right, before anything is computed.</summary>
public static class TrainingProblems
{
    /// <summary>Everything wrong with a trial; empty when it can be trained. The evaluation has a check of its own.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="shape">The shape of a sample; null where it is not known, so that nothing is said of it.</param>
    public static IEnumerable<KeyProblem> Of(TrialSpec trial, SampleShape? shape)
    {
        ArgumentNullException.ThrowIfNull(trial);
        foreach (var problem in trial.Problems())
            yield return problem;
        if (shape is not null && trial.Coupling is LearnedCouplingSpec { Prior: PriorKind.Fitted } learned && NoiseBasis.Problem(learned.PriorBasis, shape) is { } misfit)
            yield return new("coupling.priorBasis", misfit);
        foreach (var problem in FlowMapCheck.Problems(trial))
            yield return problem;
        if (DeviceName.Problem(trial.Device, trial.Replicas) is { } missing)
            yield return new("device", missing);
    }
}
