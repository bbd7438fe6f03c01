using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Paths;

/// <summary>The mathematics of what a network is trained to say.</summary>
public static class Prediction
{
    /// <summary>The training target as shares of data and noise.</summary>
    /// <param name="kind">What is predicted.</param>
    /// <param name="at">The path's coefficients at the batch's times.</param>
    /// <returns>The target's coefficients of data and of noise, each of the times' shape.</returns>
    public static (torch.Tensor Data, torch.Tensor Noise) Target(PredictionKind kind, PathCoefficients at)
    {
        ArgumentNullException.ThrowIfNull(at);
        return kind switch
        {
            PredictionKind.Velocity => (at.DataDerivative, at.NoiseDerivative),
            PredictionKind.Noise => (torch.zeros_like(at.Data), torch.ones_like(at.Noise)),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such prediction."),
        };
    }

    /// <summary>
    /// The velocity that a noise prediction means, as shares of point and noise: v = a'·data + b'·noise with
    /// data = (x - b·noise) / a, so v = (a'·x + (a·b' - a'·b)·noise) / a.
    /// </summary>
    /// <param name="at">The path's coefficients at times up to <see cref="InterpolationPath.LatestNoisePrediction"/>.</param>
    public static (torch.Tensor Point, torch.Tensor Noise) VelocityOfNoise(PathCoefficients at)
    {
        ArgumentNullException.ThrowIfNull(at);
        using var scope = torch.NewDisposeScope();
        var noise = at.NoiseDerivative - at.DataDerivative * at.Noise / at.Data;
        return ((at.DataDerivative / at.Data).MoveToOuterDisposeScope(), noise.MoveToOuterDisposeScope());
    }
}
