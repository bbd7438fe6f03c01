using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Couplings;

/// <summary>The penalty on the aggregate posterior.</summary>
public sealed class SlicedWassersteinPenaltyTests
{
    private static readonly DiagonalNormal Prior = new([36f, 1f]);

    [Fact]
    public void Apply_DrawsFromThePrior_IsNearZero() => Assert.InRange(Value(0, 1), 0, 0.01);

    [Fact]
    public void Apply_ShiftedByOneDeviationInEachDimension_IsOne() => Assert.Equal(1, Value(1, 1), 0.1);

    [Fact]
    public void Apply_TwiceAsWide_IsOne() => Assert.Equal(1, Value(0, 2), 0.1);

    /// <summary>For equal covariance I the squared distance along a direction is its share of the shift: 1 on average a dimension.</summary>
    private static double Value(double shift, double width)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(21, torch.CPU);
        using var penalty = new SlicedWassersteinPenalty(Prior, 100, 256);
        var noise = (torch.randn(2000, 2, generator: generator) * width + shift) * torch.tensor([6f, 1f]);
        var samples = noise.data<float>().ToArray();
        return penalty.Apply(
            new EncodedBatch
            {
                Dimension = 2,
                Encoded = new float[2 * samples.Length],
                Deviations = new float[samples.Length],
                Noise = samples,
                EncodedGradient = new float[2 * samples.Length],
                NoiseGradient = new float[samples.Length],
            },
            generator);
    }
}
