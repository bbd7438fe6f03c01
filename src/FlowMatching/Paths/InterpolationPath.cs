using TorchSharp;

namespace FastOde.FlowMatching.Paths;

/// <summary>How a point travels between data (t = 0) and noise (t = 1): x_t = a(t)·data + b(t)·noise.</summary>
public abstract class InterpolationPath
{
    /// <summary>The path's name in a spec, such as <c>linear</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The smallest time at which the derivatives are finite; training draws times from [MinimumTime, 1].</summary>
    public abstract double MinimumTime { get; }

    /// <summary>
    /// The latest time at which noise prediction still gives a velocity: later a point is so nearly pure noise that data,
    /// (x - b·noise) / a, would be nothing but the prediction's error.
    /// </summary>
    public virtual double LatestNoisePrediction => 0.98;

    /// <summary>Coefficients and derivatives at <paramref name="time"/>, each of its shape.</summary>
    public abstract PathCoefficients At(torch.Tensor time);

    /// <summary>Coefficients and derivatives at one time, in double precision.</summary>
    /// <param name="time">From <see cref="MinimumTime"/> to 1.</param>
    public PathPoint At(double time)
    {
        using var scope = torch.NewDisposeScope();
        var at = At(torch.tensor(time, dtype: torch.float64));
        return new(at.Data.item<double>(), at.Noise.item<double>(), at.DataDerivative.item<double>(), at.NoiseDerivative.item<double>());
    }

    /// <summary>
    /// The data that a velocity points to: with x_t = a·data + b·noise and its derivative, data = (b'·x_t - b·v) / (a·b' - a'·b);
    /// x_t - t·v on the linear path.
    /// </summary>
    /// <param name="points">x_t, shape [n, dimension…].</param>
    /// <param name="velocity">v there, of the same shape.</param>
    /// <param name="time">t, shape [n, 1].</param>
    /// <returns>Of the points' shape; the caller owns it.</returns>
    public torch.Tensor Data(torch.Tensor points, torch.Tensor velocity, torch.Tensor time)
    {
        using var scope = torch.NewDisposeScope();
        var at = At(time);
        return ((at.NoiseDerivative * points - at.Noise * velocity) / (at.Data * at.NoiseDerivative - at.DataDerivative * at.Noise)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// g², the squared diffusion coefficient of the SDE that stochastic solvers follow; any that is not negative leaves
    /// the path's distributions as they are. A path whose own forward SDE diverges where its data vanish, which is all but
    /// the variance-preserving one, takes that SDE's times a(t): 2·b·(a·b' - a'·b).
    /// </summary>
    /// <param name="time">From <see cref="MinimumTime"/> to 1.</param>
    public virtual double SquaredDiffusion(double time)
    {
        var at = At(time);
        return 2 * at.Noise * at.Determinant;
    }
}
