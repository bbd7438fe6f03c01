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

    private double weight = beta.At(1);

    /// <summary>The penalty with a β that stays.</summary>
    /// <param name="prior">The prior over noise.</param>
    /// <param name="beta">β, at least 0.</param>
    public KlPenalty(DiagonalNormal prior, double beta)
        : this(prior, WeightSchedule.Constant(beta))
    {
    }

    /// <summary>1/p of each dimension.</summary>
    internal ReadOnlySpan<float> Precisions => precisions;

    /// <summary>Mean of log p over the dimensions.</summary>
    internal double LogPrior { get; } = prior.Variances.Average(variance => Math.Log(variance));

    /// <inheritdoc/>
    public override PenaltyKind Kind => PenaltyKind.Kl;

    /// <inheritdoc/>
    public override double Weight => weight;

    /// <inheritdoc/>
    public override void BeginStep(int step) => weight = beta.At(step);

    /// <inheritdoc/>
    protected override torch.Tensor Formula(EncodedTensors batch, torch.Generator generator)
    {
        using var scope = torch.NewDisposeScope();
        var scales = torch.tensor(precisions, dtype: torch.float32, device: batch.Mean.device);
        var terms = (batch.Mean.square() + batch.LogVariance.exp()) * scales - batch.LogVariance;
        return ((terms.mean() + LogPrior - 1) * 0.5).MoveToOuterDisposeScope();
    }
}
