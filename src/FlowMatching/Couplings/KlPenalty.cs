using FastOde.Specs.Couplings;
using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>
/// The paper's penalty: KL(q(noise | data) ‖ prior) of each sample, ½(log p - 1 - log v + (m² + v)/p) for mean m,
/// variance v and prior variance p, as a mean over batch and dimensions.
/// </summary>
/// <param name="spec">Has no keys.</param>
/// <param name="problem">The prior, and the coupling with its β.</param>
public sealed class KlPenalty(KlPenaltySpec spec, PenaltyProblem problem) : EncoderPenalty(spec)
{
    private readonly float[] precisions = [.. problem.Prior.Variances.Select(variance => 1 / variance)];

    private double weight = BetaSchedule.At(problem.Coupling, step: 1);

    /// <summary>1/p of each dimension.</summary>
    internal ReadOnlySpan<float> Precisions => precisions;

    /// <summary>Mean of log p over the dimensions.</summary>
    internal double LogPrior { get; } = problem.Prior.Variances.Average(variance => Math.Log(variance));

    /// <inheritdoc/>
    public override double Weight => weight;

    /// <inheritdoc/>
    public override void BeginStep(int step) => weight = BetaSchedule.At(problem.Coupling, step);

    /// <inheritdoc/>
    protected override torch.Tensor Formula(EncodedTensors batch, torch.Generator generator)
    {
        using var scope = torch.NewDisposeScope();
        var scales = torch.tensor(precisions, dtype: torch.float32, device: batch.Mean.device);
        var terms = (batch.Mean.square() + batch.LogVariance.exp()) * scales - batch.LogVariance;
        return ((terms.mean() + LogPrior - 1) * 0.5).MoveToOuterDisposeScope();
    }
}
