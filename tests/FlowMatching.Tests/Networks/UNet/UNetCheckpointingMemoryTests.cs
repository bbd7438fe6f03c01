using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Networks.UNet;

/// <summary>What a U-Net holds between its two passes.</summary>
[Collection(AloneCollection.Name)]
public sealed class UNetCheckpointingMemoryTests
{
    [Fact]
    public void Forward_Checkpointing_HoldsLessThanAThird()
    {
        Assert.SkipUnless(NativeMemory.IsKnown, "The C library does not say what it has given out.");
        var (kept, again) = (Held(checkpointing: false), Held(checkpointing: true));
        Assert.True(kept > 8_000_000, $"Without checkpointing {kept} bytes are held, too few to compare with.");
        Assert.InRange(again, 1, kept / 3);
    }

    /// <summary>Bytes more in use after a forward pass than before.</summary>
    private static long Held(bool checkpointing)
    {
        using var generator = new torch.Generator(1, torch.CPU);
        var options = new UNetShape
        {
            Spec = new SongUNetSpec { Channels = 8, Multipliers = [1, 2], Blocks = 2, Attention = [] },
            Resolution = 32,
            InputChannels = 1,
            OutputChannels = 1,
        };
        using var network = SmallUNet.Create(options, generator, checkpointing: checkpointing);
        using var arena = new ParameterArena([("velocity", network.Shapes)], withAverage: false);
        using var points = torch.randn(8, 1024, generator: generator);
        using var time = torch.rand(8, 1, generator: generator);
        using var gradient = torch.zeros(8, 1024);
        Step(network, arena, points, time, gradient);
        using var scope = torch.NewDisposeScope();
        var before = NativeMemory.InUse();
        network.Forward(arena.Blocks[0], points, time);
        return NativeMemory.InUse() - before;
    }

    private static void Step(Network network, ParameterArena arena, torch.Tensor points, torch.Tensor time, torch.Tensor gradient)
    {
        using var scope = torch.NewDisposeScope();
        network.Forward(arena.Blocks[0], points, time);
        network.Backward(arena.Blocks[0], gradient, null);
    }
}
