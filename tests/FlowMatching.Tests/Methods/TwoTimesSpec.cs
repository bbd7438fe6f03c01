using FastOde.Specs.Keys;
using FastOde.Specs.Methods;

namespace FastOde.FlowMatching.Tests.Methods;

/// <summary>The keys of <see cref="TwoTimesMethod"/>.</summary>
[Kind("two-times")]
public sealed record TwoTimesSpec : MethodSpec
{
    /// <summary>Weight of its second loss.</summary>
    [Number(0)]
    public double Weight { get; init; } = 1;
}
