using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Networks;
using FastOde.Specs.Couplings;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.TestSupport;

/// <summary>What networks, couplings and penalties work on, on the processor.</summary>
internal static class Problems
{
    /// <summary>A penalty on points.</summary>
    public static PenaltyProblem Penalty(DiagonalNormal prior, double beta = 1) =>
        new(new LearnedCouplingSpec { Beta = beta }, SampleShape.Points(prior.Variances.Count), prior, ComputeDevice.Cpu);

    /// <summary>A coupling on points.</summary>
    public static CouplingProblem Coupling(DiagonalNormal prior) => new(SampleShape.Points(prior.Variances.Count), prior, ComputeDevice.Cpu);

    /// <summary>A network in the form that the processor gets.</summary>
    public static Network Create(
        NetworkSpec spec, SampleShape shape, DiagonalNormal prior, int outputs, torch.Generator generator, IReadOnlyList<string>? conditions = null) =>
        ComputeDevice.Cpu.Create<Network>(spec, new NetworkProblem(shape, prior, outputs, generator) { Conditions = conditions ?? NetworkConditions.TimeAlone });
}
