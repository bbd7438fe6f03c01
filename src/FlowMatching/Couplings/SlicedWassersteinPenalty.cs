using FastOde.FlowMatching.Datasets;
using FastOde.Specs.Couplings;
using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>
/// Sliced Wasserstein distance between the encoded minibatch as a whole, whitened by the prior, and the prior: the mean
/// over random directions and samples of (projection of rank i - i-th expected normal order statistic)². Unlike a KL a
/// sample it leaves no mismatch between prior and aggregate posterior, and it does not pay for a deterministic encoder.
/// </summary>
/// <remarks>
/// Projections of the prior are standard normal whatever the direction, and the gradient is linear in the sorted
/// reference: expected order statistics give the mean of what drawn references would give, without their variance and
/// without sorting them. They are Φ⁻¹((i - 3/8)/(n + 1/4)) (Blom, 1958).
/// </remarks>
/// <param name="spec">Weight and directions.</param>
/// <param name="problem">Has the prior.</param>
public sealed class SlicedWassersteinPenalty(SlicedWassersteinPenaltySpec spec, PenaltyProblem problem) : EncoderPenalty(spec)
{
    private readonly float[] precisions = [.. problem.Prior.Variances.Select(variance => 1 / MathF.Sqrt(variance))];

    /// <summary>Random directions a batch.</summary>
    public int Directions => spec.Directions;

    /// <summary>1/σ of each dimension of the prior.</summary>
    internal ReadOnlySpan<float> Precisions => precisions;

    /// <inheritdoc/>
    public override double Weight => spec.Weight;

    /// <inheritdoc/>
    protected override torch.Tensor Formula(EncodedTensors batch, torch.Generator generator)
    {
        using var scope = torch.NewDisposeScope();
        var device = batch.Noise.device;
        var normal = torch.zeros([Directions, precisions.Length], dtype: torch.float32, device: device).normal_(0, 1, generator);
        var units = normal / normal.square().sum(1, keepdim: true).sqrt();
        var white = batch.Noise * torch.tensor(precisions, dtype: torch.float32, device: device);
        var (sorted, _) = white.mm(units.t()).sort(0);
        var wanted = torch.tensor(OrderStatistics((int)batch.Noise.shape[0]), dtype: torch.float32, device: device).unsqueeze(1);
        return (sorted - wanted).square().mean().MoveToOuterDisposeScope();
    }

    /// <summary>The expected values of sorted normal draws.</summary>
    /// <param name="count">Draws, at least 1.</param>
    internal static float[] OrderStatistics(int count)
    {
        using var scope = torch.NewDisposeScope();
        var probabilities = (torch.arange(1, count + 1, dtype: torch.float64) - 0.375) / (count + 0.25);
        return [.. QuasiRandom.NormalQuantile(probabilities).to(torch.float32).data<float>()];
    }
}
