using FastOde.FlowMatching.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Networks;

/// <summary>One flat tensor for all networks, with named views.</summary>
public sealed class ParameterArenaTests
{
    private static readonly ParameterShape[] Shapes = [new("0.weight", [4, 9], 9), new("0.bias", [4], 9)];

    [Fact]
    public void Views_Written_ChangeTheFlatTensor()
    {
        using var scope = torch.NewDisposeScope();
        using var arena = new ParameterArena([("velocity", Shapes), ("encoder", Shapes)], withAverage: false);
        var views = arena.Views(arena.Values).ToDictionary(entry => entry.Name, entry => entry.View);
        views["encoder.0.weight"].fill_(1f);
        Assert.Equal(80, arena.Count);
        Assert.Equal(36, arena.Values.sum().item<float>());
        Assert.Equal(36, arena.Values[40..76].sum().item<float>());
        Assert.Equal([4L, 9L], views["velocity.0.weight"].shape);
    }

    [Fact]
    public void Initialize_Layer_IsUniformWithinTheBoundOfItsFanIn()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(1, torch.CPU);
        using var arena = new ParameterArena([("velocity", [new ParameterShape("w", [200, 100], 100), new ParameterShape("b", [200], 100)])], withAverage: false);
        arena.Blocks[0].Initialize(generator);
        Assert.InRange(arena.Values.abs().max().item<float>(), 0.0999f, 0.1f);
        Assert.Equal(0.1 / Math.Sqrt(3), arena.Values.std().item<float>(), 1e-3);
    }

    [Fact]
    public void Block_UnknownName_Throws()
    {
        using var arena = new ParameterArena([("velocity", Shapes)], withAverage: false);
        Assert.Throws<KeyNotFoundException>(() => arena.Block("decoder"));
    }
}
