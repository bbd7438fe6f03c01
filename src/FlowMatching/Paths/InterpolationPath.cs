using TorchSharp;

namespace FastOde.FlowMatching.Paths;

/// <summary>How a point travels between data (t = 0) and noise (t = 1): x_t = a(t)·data + b(t)·noise.</summary>
public abstract class InterpolationPath
{
    /// <summary>The path's name in a spec, such as <c>linear</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The smallest time at which the derivatives are finite; training draws times from [MinimumTime, 1].</summary>
    public abstract double MinimumTime { get; }

    /// <summary>Coefficients and derivatives at <paramref name="time"/>, each of its shape.</summary>
    public abstract PathCoefficients At(torch.Tensor time);
}
