using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Networks;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Training;

/// <summary>
/// The small flow that carries noise of the prior to the encoded data, before the trial's own flow carries it on to the
/// data. Its parameters lie in an arena of their own, so that nothing of it reaches the other networks.
/// </summary>
internal sealed class PriorFlow : IDisposable
{
    /// <summary>Its name in checkpoints and reports.</summary>
    public const string NetworkName = "prior";

    private readonly CountingNetwork counting;

    private PriorFlow(TrialSpec trial, NetworkSpec network, SampleShape shape, DiagonalNormal prior, torch.Generator dropout, ComputeDevice device)
    {
        counting = new CountingNetwork(device.Create<Network>(network, new NetworkProblem(shape, prior, NetworkProblem.VelocityOutputs, dropout, trial.Precision)));
        Arena = new ParameterArena([(NetworkName, Network.Shapes)], withAverage: trial.Optimizer.KeepsAverage, device);
        Start = new FlowStart(new NetworkVelocityField(Network, Parameters, averaged: Arena.Average is not null), ((LearnedCouplingSpec)trial.Coupling).PriorSteps);
    }

    /// <summary>The velocity network.</summary>
    public Network Network => counting;

    /// <summary>Its evaluations so far, one a sample.</summary>
    public long Evaluations => counting.Evaluations;

    /// <summary>Its parameters.</summary>
    public ParameterArena Arena { get; }

    /// <summary>Where they lie.</summary>
    public ParameterBlock Parameters => Arena.Block(NetworkName);

    /// <summary>What sampling starts with; averaged weights where an average is kept.</summary>
    public FlowStart Start { get; }

    /// <summary>The flow that a trial asks for, with parameters that are all zero; null where it asks for none.</summary>
    /// <param name="trial">Whether there is one, and its network.</param>
    /// <param name="shape">The shape of the data.</param>
    /// <param name="prior">The prior over noise.</param>
    /// <param name="dropout">What the network draws from in training; not the trial's, whose draws must not depend on this flow.</param>
    /// <param name="device">Where the parameters lie.</param>
    /// <exception cref="Catalogs.SettingValueException">The network does not fit the data.</exception>
    public static PriorFlow? Of(TrialSpec trial, SampleShape shape, DiagonalNormal prior, torch.Generator dropout, ComputeDevice device) =>
        trial.PriorFlowNetwork is { } network ? new PriorFlow(trial, network, shape, prior, dropout, device) : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        Network.Dispose();
        Arena.Dispose();
    }
}
