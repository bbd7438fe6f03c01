using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Networks;
using FastOde.Specs.Networks;

namespace FastOde.FlowMatching.Methods;

/// <summary>
/// Learns the velocity on a path between data and noise, or the noise. When times are drawn is what such methods differ in.
/// </summary>
/// <param name="setting">Path, prediction and loss.</param>
public abstract class VelocityMethod(MethodSetting setting) : Method
{
    /// <summary>Mean squared error of the prediction, per data dimension, whatever the loss makes of it.</summary>
    public const string LossName = "velocityLoss";

    private static readonly string[] Names = [LossName];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> LossNames => Names;

    /// <summary>What the trial says beside the method's keys.</summary>
    protected MethodSetting Setting => setting;

    /// <inheritdoc/>
    public sealed override MethodLoss CreateLoss(MethodProblem problem) => new PathLoss(problem, setting);

    /// <inheritdoc/>
    public sealed override IDifferentiableVelocityField VelocityField(NetworkVelocityField network) =>
        setting.Prediction == PredictionKind.Noise ? new NoisePredictionField(network, setting.Path) : network;
}
