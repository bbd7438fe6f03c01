using FastOde.Specs.Couplings;
using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>
/// What a <see cref="Critic"/> D says of the encoded minibatch: (2/d)·(E log(1 + exp -D) - log 2) over its samples in d
/// dimensions, the loss by which the encoder makes its samples look like the prior's (Goodfellow and others, 2014: the one
/// whose gradient does not vanish where the critic wins). For the best critic it is to first order, near the prior, the KL
/// of the aggregate posterior to the prior as a mean per dimension, so its weight is in β's units; where D is 0 it is 0.
/// </summary>
/// <param name="spec">Weight and critic.</param>
/// <param name="problem">Prior, shape and device.</param>
public sealed class CriticPenalty(CriticPenaltySpec spec, PenaltyProblem problem) : EncoderPenalty(spec)
{
    private readonly int dimension = problem.Prior.Variances.Count;
    private readonly torch.Tensor precisions =
        torch.tensor(problem.Prior.Variances.Select(variance => 1 / MathF.Sqrt(variance)).ToArray()).DetachFromDisposeScope();

    /// <summary>The critic. Its step is taken after the encoder's gradient was measured.</summary>
    public Critic Critic { get; } = new(spec, problem.Shape, problem.Device);

    /// <inheritdoc/>
    public override double Weight => spec.Weight;

    /// <inheritdoc/>
    public override void BeginStep(int step) => Critic.BeginStep();

    /// <inheritdoc/>
    protected override torch.Tensor Formula(EncodedTensors batch, torch.Generator generator)
    {
        using var scope = torch.NewDisposeScope();
        var white = batch.Noise * precisions.to(batch.Noise.device);
        var (scores, slopes) = Critic.Compare(white, generator);
        // The scores again, as a function of the samples alone: the critic's own parameters get no gradient from here.
        var linear = scores + (slopes * (white - white.detach())).sum(1);
        return ((torch.nn.functional.softplus(-linear).mean() - Math.Log(2)) * (2.0 / dimension)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Critic.Dispose();
            precisions.Dispose();
        }

        base.Dispose(disposing);
    }
}
