using TorchSharp;

namespace FastOde.FlowMatching.Paths;

/// <summary>
/// The variance-preserving diffusion x_t = α_t·data + √(1-α_t²)·noise with α_t = exp(-¼·19.9·t² - ½·0.1·t): a noise
/// rate that grows linearly from 0.1 to 20 (Song et al., "Score-Based Generative Modeling through SDEs", 2021, eq. 32).
/// </summary>
public sealed class VariancePreservingPath : InterpolationPath
{
    private const double LowestRate = 0.1;
    private const double RateGrowth = 19.9;

    /// <inheritdoc/>
    public override string Name => "variance-preserving";

    /// <summary>The noise coefficient leaves zero like √(0.1·t), with an infinite slope, so times start at 1e-5.</summary>
    public override double MinimumTime => 1e-5;

    /// <summary>Some data are left at t = 1, a = 0.0066, and the velocity multiplies the noise by no more than ½·20.</summary>
    public override double LatestNoisePrediction => 1;

    /// <summary>The noise rate of the forward SDE, 0.1 + 19.9·t.</summary>
    public override double SquaredDiffusion(double time) => LowestRate + RateGrowth * time;

    /// <inheritdoc/>
    public override PathCoefficients At(torch.Tensor time)
    {
        using var scope = torch.NewDisposeScope();
        var logData = time * (time * (-RateGrowth / 4) - LowestRate / 2);
        var data = logData.exp();
        // 1 - α² by expm1: near t = 0 the plain difference loses every digit of a float.
        var noise = (-(logData * 2).expm1()).sqrt();
        var dataDerivative = data * (time * (-RateGrowth / 2) - LowestRate / 2);
        var noiseDerivative = -(data * dataDerivative) / noise;
        return new(
            data.MoveToOuterDisposeScope(),
            noise.MoveToOuterDisposeScope(),
            dataDerivative.MoveToOuterDisposeScope(),
            noiseDerivative.MoveToOuterDisposeScope());
    }
}
