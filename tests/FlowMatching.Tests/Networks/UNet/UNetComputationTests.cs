using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Networks.UNet;

/// <summary>A U-Net whose parameters and gradients lie in an arena.</summary>
public sealed class UNetComputationTests
{
    private static readonly SongUNetSpec Song = new() { Channels = 4, Multipliers = [1, 2], Blocks = 1, Attention = [4], Dropout = 0 };

    private static readonly UNetShape Small = new()
    {
        Spec = Song,
        Resolution = 8,
        InputChannels = 1,
        OutputChannels = 1,
    };

    [Fact]
    public void Backward_AnyLoss_WritesTheGradientsOfAutogradInDoubleIntoTheArena()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(3, torch.CPU);
        using var network = SmallUNet.Create(Small, generator);
        using var arena = Arena(network, generator);
        var points = torch.randn(5, 64, generator: generator);
        var time = torch.rand(5, 1, generator: generator);
        var outputGradient = torch.randn(5, 64, generator: generator);
        var pointGradient = torch.empty(5, 64);
        arena.Gradients.fill_(float.NaN);
        for (var repeat = 0; repeat < 2; repeat++)
        {
            network.Forward(arena.Blocks[0], points, time);
            network.Backward(arena.Blocks[0], outputGradient, pointGradient);
        }

        var (leaves, input, output) = Reference(arena, points, time);
        (output * outputGradient).sum().backward();
        var expected = torch.cat([.. leaves.Where(leaf => leaf.requires_grad).Select(leaf => leaf.grad!.flatten())]);
        Assert.True(expected.abs().max().item<double>() > 0.1);
        TensorAssert.Close(expected, arena.Gradients, 1e-3 * expected.abs().max().item<double>());
        TensorAssert.Close(input.grad!, pointGradient, 1e-4);
    }

    [Fact]
    public void Evaluate_SameParameters_GivesWhatForwardGives()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(4, torch.CPU);
        using var network = SmallUNet.Create(Small, generator);
        using var arena = Arena(network, generator);
        var points = torch.randn(2, 64, generator: generator);
        var time = torch.rand(2, 1, generator: generator);
        var forward = network.Forward(arena.Blocks[0], points, time);
        TensorAssert.Close(forward, network.Evaluate(arena.Blocks[0], points, time, averaged: false), 1e-6);
        Assert.Equal([2L, 64L], forward.shape);
    }

    [Fact]
    public void Evaluate_WithDropout_DropsNothingWhereForwardDoes()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(5, torch.CPU);
        using var plain = SmallUNet.Create(Small, generator);
        using var network = SmallUNet.Create(Small with { Spec = Song with { Dropout = 0.5 } }, generator);
        using var arena = Arena(network, generator);
        var points = torch.randn(2, 64, generator: generator);
        var time = torch.rand(2, 1, generator: generator);
        var evaluated = network.Evaluate(arena.Blocks[0], points, time, averaged: false);
        TensorAssert.Same(plain.Evaluate(arena.Blocks[0], points, time, averaged: false), evaluated);
        TensorAssert.Same(evaluated, network.Evaluate(arena.Blocks[0], points, time, averaged: false));
        TensorAssert.NotSame(evaluated, network.Forward(arena.Blocks[0], points, time));
    }

    [Fact]
    public void Forward_WithDropout_IsAFunctionOfTheGeneratorsState()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(6, torch.CPU);
        using var network = SmallUNet.Create(Small with { Spec = Song with { Dropout = 0.5 } }, generator);
        using var arena = Arena(network, generator);
        var points = torch.randn(2, 64, generator: generator);
        var time = torch.rand(2, 1, generator: generator);
        var state = generator.get_state();
        var first = network.Forward(arena.Blocks[0], points, time).clone();
        var next = network.Forward(arena.Blocks[0], points, time).clone();
        generator.set_state(state);
        TensorAssert.NotSame(first, next);
        TensorAssert.Same(first, network.Forward(arena.Blocks[0], points, time));
    }

    [Fact]
    public void Evaluate_Averaged_UsesTheAverageOfTheParameters()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(7, torch.CPU);
        using var network = SmallUNet.Create(Small, generator);
        using var arena = Arena(network, generator, withAverage: true);
        arena.Average!.copy_(arena.Values);
        var points = torch.randn(2, 64, generator: generator);
        var time = torch.rand(2, 1, generator: generator);
        var before = network.Evaluate(arena.Blocks[0], points, time, averaged: true);
        arena.Values.mul_(2);
        TensorAssert.Same(before, network.Evaluate(arena.Blocks[0], points, time, averaged: true));
        TensorAssert.NotSame(before, network.Evaluate(arena.Blocks[0], points, time, averaged: false));
    }

    [Fact]
    public void ForwardAndBackward_Repeated_KeepTheNumberOfLiveTensors()
    {
        using var generator = new torch.Generator(8, torch.CPU);
        using var network = SmallUNet.Create(Small, generator);
        using var arena = Arena(network, generator);
        using var points = torch.randn(2, 64, generator: generator);
        using var time = torch.rand(2, 1, generator: generator);
        var counts = new List<long>();
        for (var step = 0; step < 4; step++)
        {
            using (torch.NewDisposeScope())
            {
                network.Backward(arena.Blocks[0], network.Forward(arena.Blocks[0], points, time), null);
                network.Evaluate(arena.Blocks[0], points, time, averaged: false);
            }

            counts.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }

        Assert.Equal(counts[0], counts[^1]);
    }

    [Fact]
    public void Backward_WithoutForward_IsRefused()
    {
        using var generator = new torch.Generator(9, torch.CPU);
        using var network = SmallUNet.Create(Small, generator);
        using var arena = Arena(network, generator);
        using var gradient = torch.zeros(1, 64);
        Assert.Throws<InvalidOperationException>(() => network.Backward(arena.Blocks[0], gradient, null));
    }

    private static ParameterArena Arena(Network network, torch.Generator generator, bool withAverage = false)
    {
        var arena = new ParameterArena([("velocity", network.Shapes)], withAverage);
        arena.Blocks[0].Initialize(generator);
        // Branches start near zero; a network in which every tensor matters tells mistakes apart.
        using var scope = torch.NewDisposeScope();
        foreach (var (_, view) in arena.Views(arena.Values))
            view.add_(torch.randn(view.shape, generator: generator) * 0.2);
        return arena;
    }

    private static (torch.Tensor[] Leaves, torch.Tensor Input, torch.Tensor Output) Reference(ParameterArena arena, torch.Tensor points, torch.Tensor time)
    {
        var model = new UNetModel(Small);
        using var views = arena.Views(arena.Values).Select(entry => entry.View).GetEnumerator();
        var leaves = model.Entries.Select(entry => entry.Buffer is { } values
            ? torch.tensor(values.ToArray(), [.. entry.Sizes])
            : Leaf(views)).ToArray();
        var input = points.to(torch.float64).requires_grad_();
        var output = model.Apply(leaves, input.view(-1, 1, 8, 8), time.to(torch.float64).flatten()).reshape(-1, 64);
        return (leaves, input, output);
    }

    private static torch.Tensor Leaf(IEnumerator<torch.Tensor> views)
    {
        Assert.True(views.MoveNext());
        return views.Current.to(torch.float64).clone().requires_grad_();
    }
}
