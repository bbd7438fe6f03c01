using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Tests.TestSupport;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Couplings;

/// <summary>What the penalties on a minibatch as a whole say of draws that are, and are not, the prior's.</summary>
public sealed class EncoderPenaltyTests
{
    [Theory]
    [InlineData("mmd", 2)]
    [InlineData("mmd", 50)]
    [InlineData("moments", 2)]
    [InlineData("moments", 50)]
    public void Measure_DrawsFromThePrior_IsNearZeroAndGrowsWithShiftAndWidth(string kind, int dimension)
    {
        var none = Drawn(kind, dimension, 0, 1);
        Assert.Equal(0, none, 2e-3);
        Assert.InRange(Drawn(kind, dimension, 0.5f, 1), none + 0.005, double.MaxValue);
        Assert.InRange(Drawn(kind, dimension, 0, 0.6f), none + 0.003, double.MaxValue);
        Assert.InRange(Drawn(kind, dimension, 0, 1.6f), none + 0.003, double.MaxValue);
    }

    [Fact]
    public void Measure_MmdOfDrawsFromThePrior_HasNoBias()
    {
        var values = Enumerable.Range(0, 400).Select(seed => Drawn("mmd", 2, 0, 1, count: 20, (ulong)seed)).ToArray();
        var mean = values.Average();
        var error = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)) / values.Length);
        Assert.InRange(mean, -4 * error, 4 * error);
        Assert.Contains(values, value => value < 0);
    }

    [Theory]
    [InlineData(0, 1, 0, 0.01)]
    [InlineData(1, 1, 0.9, 1.1)]
    [InlineData(0, 2, 0.9, 1.1)]
    public void Measure_SlicedWassersteinOfShiftedOrWideDraws_IsOneADeviation(float shift, float width, double least, double most) =>
        Assert.InRange(Drawn("sliced-wasserstein", 2, shift, width), least, most);

    private static double Drawn(string kind, int dimension, float shift, float width, int count = 2000, ulong seed = 3)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(seed, torch.CPU);
        var prior = new DiagonalNormal([.. Enumerable.Range(0, dimension).Select(k => 1f + k % 3)]);
        EncoderPenalty penalty = kind switch
        {
            "mmd" => new MmdPenalty(new(), Problems.Penalty(prior)),
            "moments" => new MomentPenalty(new(), Problems.Penalty(prior)),
            _ => new SlicedWassersteinPenalty(new() { Directions = 256 }, Problems.Penalty(prior)),
        };
        using (penalty)
        {
            var noise = (torch.randn(count, dimension, generator: generator) * width + shift) * torch.tensor(prior.Variances.ToArray()).sqrt();
            return penalty.Measure(new EncodedTensors(noise, torch.zeros_like(noise), noise), generator).Value;
        }
    }
}
