using FastOde.Search.Samplers;
using FastOde.Search.Spaces;
using FastOde.Specs;

namespace FastOde.Grains.Tests.TestSupport;

/// <summary>Suggests the last value that it is told, or 0.</summary>
[Sampler("echo")]
internal sealed class EchoSampler(SearchSpec search, SearchSpace space) : ISampler
{
    public long Total => search.Trials!.Value;

    public bool Learns => true;

    public Assignment? Next(SearchHistory known) => new([KeyValuePair.Create(
        space.Dimensions[0].Key, ParameterValue.Of(known.Trials.LastOrDefault(trial => trial.IsComparable)?.Values[0] ?? 0))]);
}
