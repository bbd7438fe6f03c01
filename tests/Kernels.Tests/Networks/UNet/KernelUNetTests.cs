using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.Kernels.Networks.UNet;
using FastOde.Kernels.Vectors;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.Kernels.Tests.Networks.UNet;

/// <summary>The U-Net by kernels against the same network in autograd.</summary>
public sealed class KernelUNetTests
{
    private static readonly SongUNetSpec Song = new() { Channels = 4, Multipliers = [1, 2], Blocks = 1, Attention = [4], Dropout = 0 };

    private static readonly UNetShape Small = new()
    {
        Spec = Song,
        Resolution = 8,
        InputChannels = 1,
        OutputChannels = 2,
    };

    public static TheoryData<int, UNetShape> Networks()
    {
        var data = new TheoryData<int, UNetShape>();
        for (var set = 0; set < ImageKernelSet.All.Count; set++)
            data.Add(set, Small);
        data.Add(0, Small with { Conditions = NetworkConditions.TimeAndStep });
        data.Add(0, Small with { Conditions = NetworkConditions.TimeAndStep, Spec = Song with { Embedding = TimeEmbeddingKind.Fourier } });
        data.Add(0, Small with { Resolution = 12, InputChannels = 3, Spec = Song with { Channels = 12, Blocks = 2, Attention = [] } });
        data.Add(0, Small with { Spec = Song with { Channels = 64, Embedding = TimeEmbeddingKind.Fourier, TimeMultiplier = 2, Attention = [8] } });
        data.Add(0, Small with { Resolution = 28, Spec = Song with { Channels = 8, Multipliers = [1, 2, 2], Attention = [] } });
        return data;
    }

    [Theory]
    [MemberData(nameof(Networks), DisableDiscoveryEnumeration = true)]
    public void Backward_AnyNetwork_AgreesWithAutogradTensorByTensor(int set, UNetShape shape)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(3, torch.CPU);
        using var network = new KernelUNet(new UNetModel(shape), generator, ImageKernelSet.All[set]);
        using var reference = ComputeDevice.CpuTensors.Create(new UNetComputation(new UNetModel(shape), generator));
        using var arena = Arena(network, generator);
        int dimension = shape.InputChannels * shape.Resolution * shape.Resolution, outputs = network.OutputDimension;
        var points = torch.randn(3, dimension, generator: generator);
        var time = torch.rand(3, shape.Conditions.Count, generator: generator);
        var outputGradient = torch.randn(3, outputs, generator: generator);
        torch.Tensor expectedPoints = torch.empty(3, dimension), actualPoints = torch.empty(3, dimension);
        var expected = reference.Forward(arena.Blocks[0], points, time);
        reference.Backward(arena.Blocks[0], outputGradient, expectedPoints);
        var expectedGradients = arena.Gradients.clone();
        arena.Gradients.fill_(float.NaN);

        var actual = network.Forward(arena.Blocks[0], points, time);
        network.Evaluate(arena.Blocks[0], points[..2] * 2, time[..2], averaged: false);
        network.Backward(arena.Blocks[0], outputGradient, actualPoints);

        Close(expected, actual);
        Close(expectedPoints, actualPoints);
        foreach (var ((_, wanted), (_, given)) in arena.Views(expectedGradients).Zip(arena.Views(arena.Gradients)))
            Close(wanted, given);
    }

    [Fact]
    public void Backward_TwoThreads_AgreesWithOneAndRepeatsExactly()
    {
        using var scope = torch.NewDisposeScope();
        var gradients = new List<torch.Tensor>();
        foreach (var threads in (int[])[1, 2, 2])
        {
            using var generator = new torch.Generator(4, torch.CPU);
            using var network = new KernelUNet(new UNetModel(Small with { Spec = Song with { Dropout = 0.3 } }), generator, ImageKernelSet.Best);
            using var arena = Arena(network, generator);
            var points = torch.randn(5, 64, generator: generator);
            var time = torch.rand(5, 1, generator: generator);
            using (new TorchThreads(threads))
                network.Backward(arena.Blocks[0], network.Forward(arena.Blocks[0], points, time), null);
            gradients.Add(arena.Gradients.clone());
        }

        Close(gradients[0], gradients[1]);
        TensorAssert.Same(gradients[1], gradients[2]);
    }

    [Theory]
    [InlineData(0.13)]
    [InlineData(0.5)]
    public unsafe void DropoutMask_ManyPlaces_KeepsTheShareAndTheMean(double probability)
    {
        var mask = new float[100_000];
        fixed (float* start = mask)
            DropoutMask.Fill(start, mask.Length, probability, DropoutMask.Key(17, 3, 5));
        Assert.Equal(probability, mask.Count(value => value == 0) / (double)mask.Length, 0.006);
        Assert.Equal(1, mask.Average(), 0.01);
        Assert.NotEqual(DropoutMask.Key(17, 3, 5), DropoutMask.Key(17, 4, 5));
    }

    [Theory]
    [InlineData("mnist")]
    [InlineData("celebahq256")]
    public void Supports_PublishedConfiguration_OnlyInSinglePrecisionWithAllFeaturesKept(string name)
    {
        using var generator = new torch.Generator(1, torch.CPU);
        var published = new UNetComputation(new UNetModel(UNetConfigurations.Published.Find(name).Velocity), generator);
        Assert.True(UNetPasses.Supports(published));
        Assert.False(UNetPasses.Supports(published with { Precision = Precision.BFloat16 }));
        Assert.False(UNetPasses.Supports(published with { Checkpointing = true }));
    }

    private static ParameterArena Arena(Network network, torch.Generator generator)
    {
        var arena = new ParameterArena([("velocity", network.Shapes)], withAverage: false);
        arena.Blocks[0].Initialize(generator);
        // Branches start near zero; a network in which every tensor matters tells mistakes apart.
        using var scope = torch.NewDisposeScope();
        foreach (var (_, view) in arena.Views(arena.Values))
            view.add_(torch.randn(view.shape, generator: generator) * 0.2);
        return arena;
    }

    private static void Close(torch.Tensor expected, torch.Tensor actual) =>
        TensorAssert.Close(expected, actual, 2e-5 * Math.Max(1, expected.abs().max().item<float>()));
}
