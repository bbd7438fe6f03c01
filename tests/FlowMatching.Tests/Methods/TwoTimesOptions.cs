using FastOde.FlowMatching.Methods;

namespace FastOde.FlowMatching.Tests.Methods;

/// <summary>The keys of <see cref="TwoTimesMethod"/>.</summary>
/// <param name="Weight">Weight of its second loss.</param>
public sealed record TwoTimesOptions(double Weight) : MethodOptions;
