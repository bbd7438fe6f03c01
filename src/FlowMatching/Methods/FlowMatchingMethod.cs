using FastOde.FlowMatching.Paths;
using FastOde.Specs.Methods;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Methods;

/// <summary>Flow matching (Lipman and others, 2023) and rectified flow (Liu and others, 2023): times are uniform.</summary>
/// <param name="spec">Has no keys.</param>
/// <param name="path">The path between data and noise.</param>
/// <param name="prediction">What the network predicts.</param>
public sealed class FlowMatchingMethod(FlowMatchingSpec spec, InterpolationPath path, PredictionKind prediction) : VelocityMethod(path, prediction)
{
    /// <summary>What the spec says of it.</summary>
    public FlowMatchingSpec Spec => spec;

    /// <inheritdoc/>
    public override void DrawConditions(torch.Tensor conditions, torch.Generator generator)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        conditions.uniform_(Path.MinimumTime, 1, generator);
    }
}
