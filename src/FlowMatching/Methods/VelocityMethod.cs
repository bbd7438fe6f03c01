using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Paths;
using FastOde.Specs.Networks;

namespace FastOde.FlowMatching.Methods;

/// <summary>
/// Learns the velocity on a path between data and noise, or the noise, by its mean squared error per dimension. When times
/// are drawn is what such methods differ in.
/// </summary>
/// <param name="path">The path between data and noise.</param>
/// <param name="prediction">What the network predicts.</param>
public abstract class VelocityMethod(InterpolationPath path, PredictionKind prediction) : Method
{
    /// <summary>Mean squared error of the prediction, per data dimension.</summary>
    public const string LossName = "velocityLoss";

    private static readonly string[] Names = [LossName];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> LossNames => Names;

    /// <summary>The path between data and noise.</summary>
    protected InterpolationPath Path => path;

    /// <inheritdoc/>
    public sealed override MethodLoss CreateLoss(MethodProblem problem) => new PathLoss(problem, path, prediction);

    /// <inheritdoc/>
    public sealed override IDifferentiableVelocityField VelocityField(NetworkVelocityField network) =>
        prediction == PredictionKind.Noise ? new NoisePredictionField(network, path) : network;
}
