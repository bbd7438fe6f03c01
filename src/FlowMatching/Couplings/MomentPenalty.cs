using FastOde.Specs.Couplings;
using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>
/// Divergence from the prior of the encoded minibatch's first two moments: KL(N(m, v) ‖ N(0, 1)) = ½(v + m² - 1 - log v) of
/// the whitened batch's mean m and variance v, as a mean over dimensions. It binds what a diagonal normal can see of the
/// aggregate posterior and nothing else.
/// </summary>
/// <param name="spec">Its weight.</param>
/// <param name="problem">Has the prior.</param>
public sealed class MomentPenalty(MomentPenaltySpec spec, PenaltyProblem problem) : EncoderPenalty(spec)
{
    private readonly float[] precisions = [.. problem.Prior.Variances.Select(variance => 1 / MathF.Sqrt(variance))];

    /// <inheritdoc/>
    public override double Weight => spec.Weight;

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
