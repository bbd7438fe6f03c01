using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Networks.Kernels;
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
/// <param name="prior">The prior over noise.</param>
/// <param name="weight">Weight in the loss, at least 0.</param>
public sealed class MmdPenalty(DiagonalNormal prior, double weight) : EncoderPenalty
{
    private const int Widths = 5;
    private readonly int dimension = prior.Variances.Count;
    private readonly torch.Tensor precisions =
        torch.tensor(prior.Variances.Select(variance => 1 / MathF.Sqrt(variance)).ToArray()).DetachFromDisposeScope();

    /// <inheritdoc/>
    public override PenaltyKind Kind => PenaltyKind.Mmd;

    /// <inheritdoc/>
    public override double Weight => weight;

    /// <inheritdoc/>
    public override double Apply(EncodedBatch batch, torch.Generator generator)
    {
        using var scope = torch.NewDisposeScope();
        var count = batch.Noise.Length / dimension;
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2, nameof(batch));
        var white = torch.tensor(batch.Noise.ToArray()).view(count, dimension) * precisions;
        var (pairs, gradient) = Pairs(white, count);
        var (cross, slope) = Cross(white);
        gradient.add_(slope * white, -2.0 / count).mul_(precisions * weight);
        var target = batch.NoiseGradient;
        var source = TensorMemory.Span(gradient);
        for (var i = 0; i < target.Length; i++)
            target[i] += source[i];
        return pairs - 2 * cross + Enumerable.Range(0, Widths).Average(width => Math.Pow(1 + 2 / Square(width), -0.5 * dimension));
    }

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
        var sum = torch.zeros([], dtype: torch.float32, device: white.device);
        for (var width = 0; width < Widths; width++)
        {
            var square = Square(width);
            var pairs = ((distances * (-0.5 / square)).exp() * others).sum() / ((double)count * (count - 1));
            var cross = (norms * (-0.5 / (square + 1))).exp().mean() * Math.Pow(1 + 1 / square, -0.5 * dimension);
            sum = sum + pairs - 2 * cross + Math.Pow(1 + 2 / square, -0.5 * dimension);
        }

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

    /// <summary>Mean kernel of the batch's pairs, and its gradient with respect to the samples.</summary>
    private (double Mean, torch.Tensor Gradient) Pairs(torch.Tensor white, int count)
    {
        // Halving h² squares the kernel: one exponential serves all widths.
        var kernel = (SquaredDistances.Between(white, white) * (-0.5 / Square(0))).exp_();
        kernel.mul_(1 - torch.eye(count, dtype: torch.float32));
        var (sum, slopes) = (torch.zeros_like(kernel), torch.zeros_like(kernel));
        for (var width = 0; width < Widths; width++)
        {
            sum.add_(kernel);
            slopes.add_(kernel, -0.5 / Square(width));
            kernel.mul_(kernel);
        }

        var share = 1.0 / ((double)count * (count - 1) * Widths);
        var gradient = (slopes.sum(1, keepdim: true) * white - torch.mm(slopes, white)) * (4 * share);
        return (share * sum.sum(torch.float64).item<double>(), gradient);
    }

    /// <summary>Mean kernel between batch and prior, and for each sample the factor of the sample in its gradient times the count.</summary>
    private (double Mean, torch.Tensor Slope) Cross(torch.Tensor white)
    {
        var norms = white.square().sum(1, keepdim: true);
        var (sum, slope) = (torch.zeros_like(norms), torch.zeros_like(norms));
        for (var width = 0; width < Widths; width++)
        {
            var square = Square(width);
            var kernel = (norms * (-0.5 / (square + 1))).exp_().mul_(Math.Pow(1 + 1 / square, -0.5 * dimension) / Widths);
            sum.add_(kernel);
            slope.add_(kernel, -1 / (square + 1));
        }

        return (sum.mean([0L, 1L], type: torch.float64).item<double>(), slope);
    }
}
