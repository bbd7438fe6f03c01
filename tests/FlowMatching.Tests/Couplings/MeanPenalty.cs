using FastOde.FlowMatching.Couplings;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Couplings;

/// <summary>A penalty that the library does not know: the squared mean of the encoded batch, in variances of the prior.</summary>
/// <param name="spec">Its weight.</param>
/// <param name="problem">Has the prior.</param>
public sealed class MeanPenalty(MeanPenaltySpec spec, PenaltyProblem problem) : EncoderPenalty(spec)
{
    /// <inheritdoc/>
    public override double Weight => spec.Weight;

    /// <inheritdoc/>
    protected override torch.Tensor Formula(EncodedTensors batch, torch.Generator generator)
    {
        using var scope = torch.NewDisposeScope();
        return (batch.Noise.mean([0L]).square() / torch.tensor(problem.Prior.Variances.ToArray())).mean().MoveToOuterDisposeScope();
    }
}
