using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.Specs.Couplings;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Couplings;

/// <summary>Noise is moved to where the encoded data are.</summary>
public sealed class AggregatePosteriorTests
{
    private static readonly DiagonalNormal Prior = new([36f, 1f]);

    [Fact]
    public void Shift_NothingSeen_IsNone() => Assert.Null(new AggregatePosterior(Prior).Shift());

    [Fact]
    public void Shift_OneBatch_GivesThePriorsNoiseItsMomentsAtOnce()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(4, torch.CPU);
        var aggregate = new AggregatePosterior(Prior);
        var encoded = torch.randn(500, 2, generator: generator) * torch.tensor([2f, 3f]) + torch.tensor([5f, -1f]);
        aggregate.Follow(encoded.data<float>().ToArray());
        var noise = torch.randn(4000, 2, generator: generator) * torch.tensor([6f, 1f]);
        var moved = aggregate.Shift()!.Apply(noise);
        var expected = (noise / torch.tensor([6f, 1f])) * encoded.std(0, unbiased: false) + encoded.mean([0]);
        TensorAssert.Close(expected, moved, 1e-3);
    }

    [Fact]
    public void Shift_EncoderThatMoved_FollowsIt()
    {
        var aggregate = new AggregatePosterior(Prior);
        for (var step = 0; step < 8000; step++)
            aggregate.Follow(step < 4000 ? [10, 10, 12, 12] : [1, 2, 3, 6]);
        var shift = aggregate.Shift()!;
        Assert.Equal([2f, 4f], shift.Shift.Select(value => MathF.Round(value)));
        Assert.Equal([1f / 6, 2f], shift.Scale, (expected, found) => Math.Abs(expected - found) < 0.7f);
    }

    [Theory]
    [InlineData(PriorBasis.Fourier)]
    [InlineData(PriorBasis.Wavelet)]
    public void Shift_SamplesWithIndependentCoefficients_HasTheirMomentsInThatBasis(PriorBasis kind)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(8, torch.CPU);
        var basis = NoiseBasis.Of(kind, new SampleShape(1, 4, 6));
        var (means, deviations) = (torch.linspace(-2, 3, 24), torch.linspace(0.2, 4, 24));
        var aggregate = new AggregatePosterior(DiagonalNormal.Standard(24), basis);
        for (var batch = 0; batch < 20; batch++)
            aggregate.Follow(basis.Noise(torch.randn(1000, 24, generator: generator) * deviations + means).data<float>().ToArray());
        var shift = aggregate.Shift()!;
        Assert.Equal(means.data<float>(), shift.Shift, (expected, found) => Math.Abs(expected - found) < 0.1f);
        Assert.Equal(deviations.data<float>(), shift.Scale, (expected, found) => Math.Abs(expected / found - 1) < 0.03f);

        var noise = torch.randn(3, 24, generator: generator);
        var expected = basis.Coefficients(noise) * torch.tensor(shift.Scale.ToArray()) + torch.tensor(shift.Shift.ToArray());
        TensorAssert.Close(expected, basis.Coefficients(shift.Apply(noise)), 1e-5);
    }

    [Fact]
    public void Constructor_BasisThatMixesUnequalVariances_IsRefused() => Assert.Throws<ArgumentException>(
        () => new AggregatePosterior(new([4f, 1f]), NoiseBasis.Of(PriorBasis.Fourier, new SampleShape(1, 2, 1))));
}
