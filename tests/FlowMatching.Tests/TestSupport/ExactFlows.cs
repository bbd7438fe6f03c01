using FastOde.FlowMatching.Paths;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.TestSupport;

/// <summary>Velocity fields in closed form for the linear path and independent coupling.</summary>
public static class ExactFlows
{
    /// <summary>
    /// Data N(0, q) and noise N(0, p) in every dimension: E[noise - data | x] = x·(t·p - (1-t)·q) / ((1-t)²·q + t²·p).
    /// </summary>
    public static DelegateVelocityField Gaussian(double dataVariance, double noiseVariance) => new DelegateVelocityField((x, t) =>
        x * (t * noiseVariance - (1 - t) * dataVariance) / ((1 - t).square() * dataVariance + t.square() * noiseVariance));

    /// <summary>
    /// The same on any path x_t = a·data + b·noise: x·(a·a'·q + b·b'·p) / V with the variance V = a²·q + b²·p, by which
    /// points spread or shrink like √V.
    /// </summary>
    public static DelegateVelocityField Gaussian(InterpolationPath path, double dataVariance, double noiseVariance) => new((x, t) =>
    {
        var at = path.At(t);
        var variance = at.Data.square() * dataVariance + at.Noise.square() * noiseVariance;
        return x * (at.Data * at.DataDerivative * dataVariance + at.Noise * at.NoiseDerivative * noiseVariance) / variance;
    });

    /// <summary>Two normals at (±8, 8) with covariance diag(3, 0.1), noise of variances 36 and 1.</summary>
    public static DelegateVelocityField TwoGaussians { get; } = new DelegateVelocityField((points, t) =>
    {
        var x = points.narrow(1, 0, 1);
        var y = points.narrow(1, 1, 1);
        var (varianceX, slopeX) = Moments(t, 3, 36);
        var (_, slopeY) = Moments(t, 0.1, 1);
        var side = (8 * (1 - t) * x / varianceX).tanh();
        var velocityX = slopeX * x - (1 + slopeX * (1 - t)) * 8 * side;
        var velocityY = slopeY * y - (1 + slopeY * (1 - t)) * 8;
        return torch.cat([velocityX, velocityY], 1);
    });

    private static (torch.Tensor Variance, torch.Tensor Slope) Moments(torch.Tensor t, double data, double noise)
    {
        var variance = (1 - t).square() * data + t.square() * noise;
        return (variance, (t * noise - (1 - t) * data) / variance);
    }
}
