using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Networks.UNet;

/// <summary>U-Nets that compute their blocks a second time on the way back.</summary>
public sealed class UNetCheckpointingTests
{
    private static readonly SongUNetSpec Song = new() { Channels = 4, Multipliers = [1, 2], Blocks = 1, Attention = [4], Dropout = 0.3 };

    private static readonly AdmUNetSpec Adm = new() { Channels = 64, Multipliers = [1, 2], Blocks = 1, Attention = [4], Dropout = 0.3 };

    private static readonly UNetShape Small = new()
    {
        Spec = Song,
        Resolution = 8,
        InputChannels = 1,
        OutputChannels = 1,
    };

    private static readonly Dictionary<string, UNetShape> Variants = new()
    {
        ["ddpm++"] = Small,
        ["ncsn++"] = Small with { Spec = Song with { Embedding = TimeEmbeddingKind.Fourier, Contracting = ContractingKind.Residual, ResampleFilter = [1, 3, 3, 1] } },
        ["skips"] = Small with { Spec = Song with { Multipliers = [1, 1, 2], Contracting = ContractingKind.Skip, Expanding = ExpandingKind.Skip } },
        ["adm"] = Small with { Spec = Adm with { Multipliers = [1, 1] } },
    };

    [Theory]
    [InlineData("ddpm++", Precision.Full)]
    [InlineData("ddpm++", Precision.BFloat16)]
    [InlineData("ncsn++", Precision.Full)]
    [InlineData("skips", Precision.Full)]
    [InlineData("adm", Precision.Full)]
    public void Backward_SecondComputation_GivesTheGradientsOfTheFirst(string variant, Precision precision)
    {
        using var scope = torch.NewDisposeScope();
        var kept = Differentiate(Variants[variant], precision, checkpointing: false);
        var again = Differentiate(Variants[variant], precision, checkpointing: true);
        TensorAssert.Same(kept.Output, again.Output);
        Assert.True(kept.Gradients.abs().max().item<float>() > 0.1);
        // Shares of one gradient are added in another order, which bfloat16 rounds at the third digit.
        var tolerance = precision == Precision.Full ? 1e-5 : 1e-2;
        TensorAssert.Close(kept.Gradients, again.Gradients, tolerance * kept.Gradients.abs().max().item<float>());
        TensorAssert.Close(kept.PointGradient, again.PointGradient, tolerance * kept.PointGradient.abs().max().item<float>());
        TensorAssert.Same(kept.NextDraw, again.NextDraw);
    }

    [Fact]
    public void ForwardAndBackward_Repeated_KeepTheNumberOfLiveTensors()
    {
        using var generator = new torch.Generator(8, torch.CPU);
        using var network = SmallUNet.Create(Variants["skips"], generator, checkpointing: true);
        using var arena = Arena(network, generator);
        using var points = torch.randn(2, 64, generator: generator);
        using var time = torch.rand(2, 1, generator: generator);
        var counts = new List<long>();
        for (var step = 0; step < 4; step++)
        {
            using (torch.NewDisposeScope())
            {
                // A forward pass that nobody differentiates must not leave anything behind either.
                network.Forward(arena.Blocks[0], points, time);
                network.Backward(arena.Blocks[0], network.Forward(arena.Blocks[0], points, time), null);
            }

            counts.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }

        Assert.Equal(counts[0], counts[^1]);
    }

    private static (torch.Tensor Output, torch.Tensor Gradients, torch.Tensor PointGradient, torch.Tensor NextDraw) Differentiate(
        UNetShape shape, Precision precision, bool checkpointing)
    {
        using var generator = new torch.Generator(3, torch.CPU);
        using var network = SmallUNet.Create(shape, generator, precision, checkpointing);
        using var arena = Arena(network, generator);
        var points = torch.randn(3, 64, generator: generator);
        var outputGradient = torch.randn(3, 64, generator: generator);
        var pointGradient = torch.empty(3, 64);
        arena.Gradients.fill_(float.NaN);
        var output = network.Forward(arena.Blocks[0], points, torch.rand(3, 1, generator: generator)).clone();
        // A penalty may draw between the two passes.
        torch.rand(5, generator: generator);
        network.Backward(arena.Blocks[0], outputGradient, pointGradient);
        return (output, arena.Gradients.clone(), pointGradient, torch.rand(5, generator: generator));
    }

    private static ParameterArena Arena(Network network, torch.Generator generator)
    {
        var arena = new ParameterArena([("velocity", network.Shapes)], withAverage: false);
        using var scope = torch.NewDisposeScope();
        arena.Values.copy_(torch.randn(arena.Count, generator: generator) * 0.2);
        return arena;
    }
}
