using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Networks;

namespace FastOde.FlowMatching.Couplings;

/// <summary>What a coupling works on.</summary>
/// <param name="Shape">The shape of a sample.</param>
/// <param name="Prior">The prior over noise.</param>
/// <param name="Device">Where tensors lie.</param>
/// <param name="Encoder">The encoder of a learned coupling; disposed of with the coupling.</param>
/// <param name="Parameters">Where the encoder's parameters lie.</param>
public sealed record CouplingProblem(SampleShape Shape, DiagonalNormal Prior, ComputeDevice Device, Network? Encoder = null, ParameterBlock? Parameters = null)
{
    /// <summary>The samples that are trained on, for couplings that look at all of them; null where nobody does.</summary>
    public ISampleTable? Samples { get; init; }
}
