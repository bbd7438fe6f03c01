using FastOde.FlowMatching.Couplings;
using TorchSharp;

namespace FastOde.Kernels.Couplings;

/// <summary>The KL of each sample in one pass.</summary>
/// <param name="penalty">The penalty; stays the caller's.</param>
internal sealed class KlKernel(KlPenalty penalty) : PenaltyKernel
{
    /// <inheritdoc/>
    public override double Apply(EncodedBatch batch, torch.Generator generator)
    {
        var dimension = batch.Dimension;
        var count = batch.Noise.Length / dimension;
        var precisions = penalty.Precisions;
        var share = (float)(penalty.Weight / batch.Noise.Length);
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

        return 0.5 * (sum / batch.Noise.Length + penalty.LogPrior - 1);
    }
}
