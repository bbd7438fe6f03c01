using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Training;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Training;

/// <summary>Batches of images as rows of numbers.</summary>
public sealed class ImageTrainingDataTests
{
    [Fact]
    public void Fill_PickedImages_AreScaledRows()
    {
        using var scope = torch.NewDisposeScope();
        using var data = new ImageTrainingData(Images(), flip: false);
        using var draws = new torch.Generator(1, torch.CPU);
        var batch = torch.zeros(2, 12);
        data.Fill([3, 0], batch, draws);
        Assert.Equal((3, 2, 2, 4), (data.Shape.Channels, data.Shape.Height, data.Shape.Width, data.Count));
        Assert.Equal(Enumerable.Range(36, 12).Select(Scaled), batch[0].data<float>());
        Assert.Equal(Enumerable.Range(0, 12).Select(Scaled), batch[1].data<float>());
    }

    [Fact]
    public void Fill_Mirroring_DrawsFromTheTrialsGeneratorOnly()
    {
        using var data = new ImageTrainingData(Images(), flip: true);
        Assert.Equal(Batch(data, 1), Batch(data, 1));
        Assert.NotEqual(Batch(data, 1), Batch(data, 2));
    }

    private static float[] Batch(ImageTrainingData data, ulong seed)
    {
        using var scope = torch.NewDisposeScope();
        using var draws = new torch.Generator(seed, torch.CPU);
        var batch = torch.zeros(8, 12);
        data.Fill([0, 1, 2, 3, 0, 1, 2, 3], batch, draws);
        return batch.data<float>().ToArray();
    }

    private static float Scaled(int value) => value / 127.5f - 1;

    private static ImageDataset Images() => ImageDataset.Create(
        [.. Enumerable.Range(0, 48).Select(value => (byte)value)], [4, 3, 2, 2], [0, 0, 0, 0], classes: 1, torch.CPU);
}
