using FastOde.Specs.Couplings;
using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>
/// Squared maximum mean discrepancy (Gretton and others, 2012) between the encoded minibatch as a whole, whitened by the
/// prior, and the prior, with a mixture of Gaussian kernels exp(-|x - y|²/(2h²)) of widths h² = dimension·{¼, ½, 1, 2, 4}.
/// </summary>
/// <remarks>
/// Nothing is drawn: a Gaussian kernel's mean over a standard normal is known, E k(x, y) = (1 + 1/h²)^(-d/2)
/// exp(-|x|²/(2(h² + 1))) and E k(y, y') = (1 + 2/h²)^(-d/2). The batch's own pairs leave out each sample with itself, so
/// that the estimate has no bias and can be negative.
/// </remarks>
/// <param name="spec">Its weight.</param>
/// <param name="problem">Has the prior.</param>
public sealed class MmdPenalty(MmdPenaltySpec spec, PenaltyProblem problem) : EncoderPenalty(spec)
{
    private const int Widths = 5;
    private readonly int dimension = problem.Prior.Variances.Count;
    private readonly torch.Tensor precisions =
        torch.tensor(problem.Prior.Variances.Select(variance => 1 / MathF.Sqrt(variance)).ToArray()).DetachFromDisposeScope();

    /// <inheritdoc/>
    public override double Weight => spec.Weight;

    /// <inheritdoc/>
    protected override torch.Tensor Formula(EncodedTensors batch, torch.Generator generator)
    {
        using var scope = torch.NewDisposeScope();
        var white = batch.Noise * precisions.to(batch.Noise.device);
        var count = white.shape[0];
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2, nameof(batch));
        var distances = SquaredDistances.Between(white, white);
        var others = 1 - torch.eye(count, dtype: torch.float32, device: white.device);
        var norms = white.square().sum(1);
        // Halving h² squares the kernel: one exponential serves all widths.
        var kernel = (distances * (-0.5 / Square(0))).exp() * others;
        var pairs = kernel;
        var cross = torch.zeros_like(norms);
        var constant = 0.0;
        for (var width = 0; width < Widths; width++)
        {
            var square = Square(width);
            cross = cross + (norms * (-0.5 / (square + 1))).exp() * Math.Pow(1 + 1 / square, -0.5 * dimension);
            constant += Math.Pow(1 + 2 / square, -0.5 * dimension);
            if (width == 0)
                continue;
            kernel = kernel.square();
            pairs = pairs + kernel;
        }

        var sum = pairs.sum() / ((double)count * (count - 1)) - 2 * cross.mean() + constant;
        return (sum / Widths).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            precisions.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>The squared width h², widest first.</summary>
    private double Square(int width) => dimension * Math.Pow(2, 2 - width);
}
