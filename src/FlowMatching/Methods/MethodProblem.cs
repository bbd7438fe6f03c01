using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Networks;

namespace FastOde.FlowMatching.Methods;

/// <summary>What a method is to train.</summary>
/// <param name="Network">The network, on points and the method's conditions.</param>
/// <param name="Parameters">Where its parameters lie.</param>
/// <param name="BatchSize">Samples of every batch.</param>
/// <param name="Dimension">Data dimension.</param>
public sealed record MethodProblem(Network Network, ParameterBlock Parameters, int BatchSize, int Dimension)
{
    /// <summary>A finished trial's velocity, for methods that are distilled from it; null where there is none.</summary>
    public IVelocityField? Teacher { get; init; }
}
