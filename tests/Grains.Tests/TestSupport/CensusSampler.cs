using FastOde.Search.Samplers;
using FastOde.Search.Spaces;
using FastOde.Specs;

namespace FastOde.Grains.Tests.TestSupport;

/// <summary>
/// Suggests what it is told: a hundred for each trial that has completed, and one for each that has not ended. Its space ends
/// at the trial that its seed names, if it names one.
/// </summary>
[Sampler("census")]
internal sealed class CensusSampler(SearchSpec search, SearchSpace space) : ISampler
{
    public long Total => search.Trials!.Value;

    public bool Learns => true;

    public Assignment? Next(SearchHistory known) => search.Seed > 0 && known.Suggested >= search.Seed ? null : new([KeyValuePair.Create(
        space.Dimensions[0].Key,
        ParameterValue.Of((100 * known.Trials.Count(trial => trial.Outcome == TrialOutcome.Completed)) + known.Trials.Count(trial => trial.Outcome == TrialOutcome.Unfinished)))]);
}
