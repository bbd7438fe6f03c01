using FastOde.FlowMatching.Datasets;
using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>
/// Divergence from the prior of the encoded minibatch's first two moments: KL(N(m, v) ‖ N(0, 1)) = ½(v + m² - 1 - log v) of
/// the whitened batch's mean m and variance v, as a mean over dimensions. It binds what a diagonal normal can see of the
/// aggregate posterior and nothing else.
/// </summary>
/// <param name="prior">The prior over noise.</param>
/// <param name="weight">Weight in the loss, at least 0.</param>
public sealed class MomentPenalty(DiagonalNormal prior, double weight) : EncoderPenalty
{
    private readonly float[] precisions = [.. prior.Variances.Select(variance => 1 / MathF.Sqrt(variance))];
    private readonly double[] means = new double[prior.Variances.Count];
    private readonly double[] variances = new double[prior.Variances.Count];

    /// <inheritdoc/>
    public override PenaltyKind Kind => PenaltyKind.Moments;

    /// <inheritdoc/>
    public override double Weight => weight;

    /// <inheritdoc/>
    public override double Apply(EncodedBatch batch, torch.Generator generator)
    {
        var dimension = precisions.Length;
        var count = batch.Noise.Length / dimension;
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2, nameof(batch));
        BatchMoments.Measure(batch.Noise, means, variances);
        var sum = 0.0;
        for (var k = 0; k < dimension; k++)
        {
            var square = precisions[k] * precisions[k];
            sum += 0.5 * (square * (variances[k] + means[k] * means[k]) - 1 - Math.Log(square * variances[k]));
        }

        var share = weight / ((double)count * dimension);
        for (var i = 0; i < batch.Noise.Length; i += dimension)
        {
            for (var k = 0; k < dimension; k++)
            {
                double square = precisions[k] * precisions[k];
                var slope = square * means[k] + (square - 1 / variances[k]) * (batch.Noise[i + k] - means[k]);
                batch.NoiseGradient[i + k] += (float)(share * slope);
            }
        }

        return sum / dimension;
    }

    /// <inheritdoc/>
    protected override torch.Tensor Formula(EncodedTensors batch, torch.Generator generator)
    {
        using var scope = torch.NewDisposeScope();
        var white = batch.Noise * torch.tensor(precisions, dtype: torch.float32, device: batch.Noise.device);
        var mean = white.mean([0], keepdim: true);
        var variance = (white - mean).square().mean([0]);
        return ((variance + mean.square().squeeze(0) - 1 - variance.log()).mean() * 0.5).MoveToOuterDisposeScope();
    }
}
