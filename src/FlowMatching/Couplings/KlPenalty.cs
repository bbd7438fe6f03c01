using FastOde.FlowMatching.Datasets;
using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>
/// The paper's penalty: KL(q(noise | data) ‖ prior) of each sample, ½(log p - 1 - log v + (m² + v)/p) for mean m,
/// variance v and prior variance p, as a mean over batch and dimensions.
/// </summary>
/// <param name="prior">The prior over noise.</param>
/// <param name="beta">β, at least 0.</param>
public sealed class KlPenalty(DiagonalNormal prior, WeightSchedule beta) : EncoderPenalty
{
    private readonly float[] precisions = [.. prior.Variances.Select(variance => 1 / variance)];

    private readonly double logPrior = prior.Variances.Average(variance => Math.Log(variance));

    private double weight = beta.At(1);

    /// <summary>The penalty with a β that stays.</summary>
    /// <param name="prior">The prior over noise.</param>
    /// <param name="beta">β, at least 0.</param>
    public KlPenalty(DiagonalNormal prior, double beta)
        : this(prior, WeightSchedule.Constant(beta))
    {
    }

    /// <inheritdoc/>
    public override PenaltyKind Kind => PenaltyKind.Kl;

    /// <inheritdoc/>
    public override double Weight => weight;

    /// <inheritdoc/>
    public override void BeginStep(int step) => weight = beta.At(step);

    /// <inheritdoc/>
    public override double Apply(EncodedBatch batch, torch.Generator generator)
    {
        var dimension = batch.Dimension;
        var count = batch.Noise.Length / dimension;
        var share = (float)(weight / batch.Noise.Length);
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            var (row, wide) = (i * dimension, 2 * i * dimension);
            for (var k = 0; k < dimension; k++)
            {
                var mean = batch.Encoded[wide + k];
                var logVariance = batch.Encoded[wide + dimension + k];
                var deviation = batch.Deviations[row + k];
                var variance = deviation * deviation * precisions[k];
                sum += mean * mean * precisions[k] + variance - logVariance;
                batch.EncodedGradient[wide + k] += share * mean * precisions[k];
                batch.EncodedGradient[wide + dimension + k] += share * 0.5f * (variance - 1);
            }
        }

        return 0.5 * (sum / batch.Noise.Length + logPrior - 1);
    }

    /// <inheritdoc/>
    protected override torch.Tensor Formula(EncodedTensors batch, torch.Generator generator)
    {
        using var scope = torch.NewDisposeScope();
        var scales = torch.tensor(precisions, dtype: torch.float32, device: batch.Mean.device);
        var terms = (batch.Mean.square() + batch.LogVariance.exp()) * scales - batch.LogVariance;
        return ((terms.mean() + logPrior - 1) * 0.5).MoveToOuterDisposeScope();
    }
}
