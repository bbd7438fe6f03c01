using FastOde.Specs.Keys;
using FastOde.Specs.Losses;

namespace FastOde.Specs.Methods;

/// <summary>The network learns the average velocity of a jump from how it changes along the flow.</summary>
[Kind("mean-flow", Place = 4)]
public sealed record MeanFlowSpec : DistinctTimesSpec
{
    /// <summary>What the average velocity is differentiated along: each pair's own velocity, or the network's.</summary>
    public TangentKind Tangent { get; init; }

    /// <inheritdoc/>
    public override LossSpec StandardLoss => new AdaptiveLossSpec();
}
