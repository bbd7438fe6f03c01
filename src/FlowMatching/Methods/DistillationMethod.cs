using FastOde.FlowMatching.Paths;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Methods;

/// <summary>
/// Learns at time 1 alone. On a teacher's pairs the velocity there is noise - data of each pair, so that one Euler
/// step goes where the teacher's trajectory ends.
/// </summary>
/// <param name="options">Has no keys.</param>
/// <param name="path">The path between data and noise.</param>
/// <param name="prediction">What the network predicts.</param>
public sealed class DistillationMethod(DistillationOptions options, InterpolationPath path, PredictionKind prediction) : VelocityMethod(path, prediction)
{
    /// <summary>Its keys.</summary>
    public DistillationOptions Options => options;

    /// <inheritdoc/>
    public override void DrawConditions(torch.Tensor conditions, torch.Generator generator)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        conditions.fill_(1);
    }
}
