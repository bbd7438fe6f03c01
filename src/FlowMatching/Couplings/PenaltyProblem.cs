using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Devices;
using FastOde.Specs.Couplings;

namespace FastOde.FlowMatching.Couplings;

/// <summary>What a penalty works on.</summary>
/// <param name="Coupling">The coupling that it belongs to.</param>
/// <param name="Shape">The shape of a sample.</param>
/// <param name="Prior">The prior over noise.</param>
/// <param name="Device">Where tensors lie.</param>
public sealed record PenaltyProblem(LearnedCouplingSpec Coupling, SampleShape Shape, DiagonalNormal Prior, ComputeDevice Device);
