using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Tests.TestSupport;
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
}
