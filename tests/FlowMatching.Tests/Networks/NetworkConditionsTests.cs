using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Networks;

/// <summary>Networks on several conditions, and their derivative along a direction in points and conditions.</summary>
public sealed class NetworkConditionsTests : IDisposable
{
    private static readonly string[] Two = [NetworkConditions.Time, "r"];

    private static readonly SongUNetSpec UNet = new()
    {
        Channels = 8,
        Multipliers = [1, 2],
        Blocks = 1,
        Attention = [4],
        Dropout = 0,
        EmbeddingMultiplier = 2,
    };

    private readonly torch.Generator generator = new(5, torch.CPU);

    public static TheoryData<string, int> Networks => new(
        from name in new[] { "mlp", "fourier-mlp", "u-net" } from conditions in new[] { 1, 2 } select (name, conditions));

    public void Dispose() => generator.Dispose();

    [Theory]
    [MemberData(nameof(Networks))]
    public void DifferentiateAlong_AnyDirection_IsTheFiniteDifference(string name, int conditions)
    {
        using var scope = torch.NewDisposeScope();
        using var network = Create(name, conditions);
        using var arena = Arena(network);
        var (points, given) = (torch.randn(4, 64, generator: generator), torch.rand(4, conditions, generator: generator));
        var (pointDirection, conditionDirection) = (torch.randn(4, 64, generator: generator) * 0.1, torch.randn(4, conditions, generator: generator));

        var derivative = network.DifferentiateAlong(arena.Blocks[0], points, given, averaged: false, pointDirection, conditionDirection);

        const double step = 4e-3;
        torch.Tensor At(double by) => network.Evaluate(arena.Blocks[0], points + by * pointDirection, given + by * conditionDirection, averaged: false);
        var expected = (8 * (At(step) - At(-step)) - (At(2 * step) - At(-2 * step))) / (12 * step);
        Assert.InRange(expected.abs().max().item<float>(), 0.05, 1000);
        TensorAssert.Close(expected, derivative, 2e-3 * expected.abs().max().item<float>());
        Assert.Equal(0, arena.Gradients.count_nonzero().item<long>());
    }

    [Fact]
    public void DifferentiateAlong_Mlp_IsTheDerivativeInDoublePrecision()
    {
        using var scope = torch.NewDisposeScope();
        using var network = Create("mlp", conditions: 2);
        using var arena = Arena(network);
        var inputs = torch.randn(6, 66, generator: generator) * 0.3;
        var direction = torch.randn(6, 66, generator: generator);
        var derivative = network.DifferentiateAlong(
            arena.Blocks[0], inputs[.., ..64].contiguous(), inputs[.., 64..].contiguous(), averaged: false, direction[.., ..64].contiguous(), direction[.., 64..].contiguous());

        var leaves = ReferenceNetwork.Leaves(arena, "velocity");
        var (at, along) = (inputs.to(torch.float64), direction.to(torch.float64));
        var expected = (ReferenceNetwork.Forward(leaves, at + 1e-6 * along) - ReferenceNetwork.Forward(leaves, at - 1e-6 * along)) / 2e-6;
        TensorAssert.Close(expected, derivative, 2e-5 * expected.abs().max().item<double>());
    }

    [Fact]
    public void DifferentiateAlong_UNet_IsTheDerivativeInDoublePrecision()
    {
        using var scope = torch.NewDisposeScope();
        using var network = Create("u-net", conditions: 2);
        using var arena = Arena(network);
        var (points, given) = (torch.randn(2, 64, generator: generator), torch.rand(2, 2, generator: generator));
        var (pointDirection, conditionDirection) = (torch.randn(2, 64, generator: generator) * 0.1, torch.randn(2, 2, generator: generator));
        var derivative = network.DifferentiateAlong(arena.Blocks[0], points, given, averaged: false, pointDirection, conditionDirection);

        var model = new UNetModel(UNetShape.Of(UNet, new SampleShape(1, 8, 8), NetworkProblem.VelocityOutputs, Two));
        using var unrecorded = torch.no_grad();
        using var views = arena.Views(arena.Values).Select(entry => entry.View).GetEnumerator();
        torch.Tensor[] state = [.. model.Entries.Select(entry => entry.Buffer is { } values ? torch.tensor(values.ToArray(), [.. entry.Sizes]) : Next(views))];
        torch.Tensor At(double by) => model.Apply(
            state, (points + by * pointDirection.to(torch.float64)).view(-1, 1, 8, 8), given + by * conditionDirection.to(torch.float64)).flatten(1);
        // Attention weights are computed in single precision always, so that a smaller step would show their rounding.
        const double step = 4e-3;
        var expected = (8 * (At(step) - At(-step)) - (At(2 * step) - At(-2 * step))) / (12 * step);
        TensorAssert.Close(expected, derivative, 1e-3 * expected.abs().max().item<double>());
    }

    [Theory]
    [InlineData("mlp")]
    [InlineData("u-net")]
    public void Forward_EitherOfTwoConditions_Matters(string name)
    {
        using var scope = torch.NewDisposeScope();
        using var network = Create(name, conditions: 2);
        using var arena = Arena(network);
        var points = torch.randn(1, 64, generator: generator).expand(3, 64).contiguous();
        var output = network.Forward(arena.Blocks[0], points, torch.tensor([0.2f, 0.7f, 0.9f, 0.7f, 0.2f, 0.1f]).view(3, 2));
        TensorAssert.NotSame(output[0], output[1]);
        TensorAssert.NotSame(output[0], output[2]);
    }

    [Fact]
    public void UNet_SecondCondition_LeavesThePublishedTensorsAndAddsItsOwn()
    {
        var (alone, both) = (Entries(null), Entries(Two));
        Assert.Equal(alone, both.Where(name => !name.StartsWith("map_r_", StringComparison.Ordinal)));
        Assert.Equal(["map_r_layer0.weight", "map_r_layer0.bias", "map_r_layer1.weight", "map_r_layer1.bias"], both.Except(alone));
    }

    private static string[] Entries(IReadOnlyList<string>? conditions) =>
        [.. new UNetModel(UNetShape.Of(UNet, new SampleShape(1, 8, 8), NetworkProblem.VelocityOutputs, conditions)).Entries.Select(entry => entry.Name)];

    private static torch.Tensor Next(IEnumerator<torch.Tensor> views)
    {
        Assert.True(views.MoveNext());
        return views.Current.to(torch.float64);
    }

    private Network Create(string name, int conditions)
    {
        NetworkSpec spec = name switch
        {
            "mlp" => new MlpSpec { Hidden = 20 },
            "fourier-mlp" => new FourierMlpSpec { Hidden = 20, Frequencies = 4, Scale = 0.1 },
            _ => UNet,
        };
        return Problems.Create(
            spec, new SampleShape(1, 8, 8), DiagonalNormal.Standard(64), NetworkProblem.VelocityOutputs, generator, conditions == 1 ? null : Two);
    }

    private ParameterArena Arena(Network network)
    {
        var arena = new ParameterArena([("velocity", network.Shapes)], withAverage: false);
        arena.Blocks[0].Initialize(generator);
        using var scope = torch.NewDisposeScope();
        arena.Values.add_(torch.randn(arena.Count, generator: generator) * 0.1);
        return arena;
    }
}
