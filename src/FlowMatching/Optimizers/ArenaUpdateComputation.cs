using FastOde.FlowMatching.Devices;

namespace FastOde.FlowMatching.Optimizers;

/// <summary>The arithmetic of an optimizer.</summary>
internal sealed record ArenaUpdateComputation : Computation<IArenaUpdate>
{
    /// <inheritdoc/>
    public override IArenaUpdate InTensors(ComputeDevice device) => new TensorUpdate();
}
