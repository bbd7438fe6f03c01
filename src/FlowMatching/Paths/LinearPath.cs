using TorchSharp;

namespace FastOde.FlowMatching.Paths;

/// <summary>The straight line x_t = (1-t)·data + t·noise of flow matching and rectified flow.</summary>
public sealed class LinearPath : InterpolationPath
{
    /// <inheritdoc/>
    public override string Name => "linear";

    /// <inheritdoc/>
    public override double MinimumTime => 0;

    /// <inheritdoc/>
    public override PathCoefficients At(torch.Tensor time) =>
        new(1 - time, time.clone(), torch.full_like(time, -1), torch.ones_like(time));
}
