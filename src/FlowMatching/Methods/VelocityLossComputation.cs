using FastOde.FlowMatching.Devices;
using FastOde.Specs.Losses;
using FastOde.Specs.Networks;

namespace FastOde.FlowMatching.Methods;

/// <summary>The loss of flow matching.</summary>
/// <param name="BatchSize">Samples of every batch.</param>
/// <param name="Dimension">Data dimension.</param>
/// <param name="Prediction">What the network says.</param>
/// <param name="Loss">How the error of a sample counts.</param>
internal sealed record VelocityLossComputation(int BatchSize, int Dimension, PredictionKind Prediction, LossSpec Loss) : Computation<IVelocityLoss>
{
    /// <inheritdoc/>
    public override IVelocityLoss InTensors(ComputeDevice device) => new TensorVelocityLoss(Prediction, Loss, Dimension);
}
