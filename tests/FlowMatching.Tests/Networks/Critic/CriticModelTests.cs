using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Networks.Critic;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Networks.Critic;

/// <summary>The layout of critics.</summary>
public sealed class CriticModelTests
{
    [Theory]
    [InlineData(2, 1, 1, 2, "hidden0,hidden1,score")]
    [InlineData(1, 28, 28, 3, "conv0,conv1,conv2,score")]
    [InlineData(3, 32, 32, 3, "conv0,conv1,conv2,score")]
    [InlineData(3, 64, 64, 4, "conv0,conv1,conv2,conv3,score")]
    [InlineData(1, 4, 4, 1, "conv0,score")]
    [InlineData(1, 9, 5, 1, "conv0,score")]
    public void Score_AnyShape_IsOneNumberASample(int channels, int height, int width, int hidden, string layers)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(1, torch.CPU);
        var shape = new SampleShape(channels, height, width);
        var model = new CriticModel(shape, channels: 4);
        Assert.Equal(2 * (hidden + 1), model.Shapes.Count);
        Assert.Equal(layers, string.Join(',', model.Shapes.Select(entry => entry.Name.Split('.')[0]).Distinct()));
        var state = model.Shapes.Select(entry => torch.randn([.. entry.Sizes], generator: generator)).ToArray();
        var scores = model.Score(state, torch.randn(5, shape.Dimension, generator: generator));
        Assert.Equal([5L], scores.shape);
        Assert.Equal(5, scores.data<float>().ToArray().Distinct().Count());
    }

    [Fact]
    public void Shapes_MnistImages_AreSmall() => Assert.Equal(
        (9 * 16 + 16) + (9 * 16 * 32 + 32) + (9 * 32 * 64 + 64) + (16 * 64 + 1),
        new CriticModel(new SampleShape(1, 28, 28), channels: 16).Shapes.Sum(shape => shape.Count));
}
