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

    /// <inheritdoc/>
    public override PenaltyKind Kind => PenaltyKind.Moments;

    /// <inheritdoc/>
    public override double Weight => weight;

    /// <inheritdoc/>
    protected override torch.Tensor Formula(EncodedTensors batch, torch.Generator generator)
    {
        using var scope = torch.NewDisposeScope();
        ArgumentOutOfRangeException.ThrowIfLessThan(batch.Noise.shape[0], 2, nameof(batch));
        var white = batch.Noise * torch.tensor(precisions, dtype: torch.float32, device: batch.Noise.device);
        var mean = white.mean([0], keepdim: true);
        var variance = (white - mean).square().mean([0]);
        return ((variance + mean.square().squeeze(0) - 1 - variance.log()).mean() * 0.5).MoveToOuterDisposeScope();
    }
}
