using FastOde.Search.Samplers;
using FastOde.Search.Spaces;
using FastOde.Specs;

namespace FastOde.Grains.Tests.TestSupport;

/// <summary>Suggests for the first key what the last trial came to: its first value less its second, or by how much it misses the demands, below 0.</summary>
[Sampler("feasible")]
internal sealed class FeasibleSampler(SearchSpec search, SearchSpace space) : ISampler
{
    public long Total => search.Trials!.Value;

    public bool Learns => true;

    public Assignment? Next(SearchHistory known) => new([KeyValuePair.Create(space.Dimensions[0].Key, ParameterValue.Of(Of(known.Trials.LastOrDefault(trial => trial.IsComparable))))]);

    private static double Of(SuggestedTrial? trial) => trial switch
    {
        null => 0,
        { Violation: > 0 and var missed } => -missed,
        _ => trial.Values[0] - trial.Values[1],
    };
}
