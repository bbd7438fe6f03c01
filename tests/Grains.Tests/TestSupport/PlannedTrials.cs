using System.Collections.Immutable;
using FastOde.Contracts.Results;
using FastOde.Search.Samplers;
using FastOde.Storage.Experiments;

namespace FastOde.Grains.Tests.TestSupport;

/// <summary>Planned trials as an experiment has them once they are stored, and samplers of the tests beside the product's.</summary>
internal static class PlannedTrials
{
    public static SamplerCatalog Samplers { get; } = new(typeof(PlannedTrials).Assembly);

    public static ImmutableSortedDictionary<int, TrialSummary> Stored(IEnumerable<TrialPlan> plans) => plans.Index().ToImmutableSortedDictionary(
        plan => plan.Index + 1,
        plan => new TrialSummary
        {
            Id = $"1-{plan.Index + 1}",
            ExperimentId = 1,
            Number = plan.Index + 1,
            Parameters = plan.Item.Parameters,
            Seed = plan.Item.Seed,
            State = TrialState.Queued,
            Iterations = plan.Item.Spec.Iterations,
        });
}
