using FastOde.Contracts.Experiments;
using FastOde.Specs;
using FastOde.Storage.Experiments;

namespace FastOde.Storage.Tests.TestSupport;

/// <summary>Stores studies with trials.</summary>
internal static class StoredExperiments
{
    /// <summary>Stores an experiment under a key of its own, with all its trials.</summary>
    public static async Task<long> Create(
        this IExperimentStore experiments, ExperimentSpec spec, IReadOnlyList<TrialPlan> trials, CancellationToken cancellationToken)
    {
        var id = await experiments.Create(spec, trials.Count, SubmissionKey.New(), submitter: null, cancellationToken);
        await experiments.AddTrials(id, 1, trials, cancellationToken);
        return id;
    }
}
