using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Tests.TestSupport;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Datasets.Images;

/// <summary>Batches of images.</summary>
public sealed class ImageDatasetTests
{
    [Fact]
    public void Batch_Bytes_BecomeNumbersFromMinusOneToOne()
    {
        using var dataset = Create([0, 51, 204, 255], 2);
        using var scope = torch.NewDisposeScope();
        var batch = dataset.Batch(torch.tensor([1L, 0]), flips: null);
        Assert.Equal([2L, 1, 1, 2], batch.shape);
        TensorAssert.Close(torch.tensor([0.6f, 1, -1, -0.6f]), batch.flatten(), 1e-6);
        Assert.Equal([-1f, 1f], [batch.min().item<float>(), batch.max().item<float>()]);
    }

    [Fact]
    public void Batch_WithFlips_MirrorsHalfOfTheImagesAndNothingElse()
    {
        using var dataset = Create([0, 255], 2);
        using var scope = torch.NewDisposeScope();
        var flipped = dataset.Batch(torch.zeros(10_000, dtype: torch.int64), new torch.Generator(5, torch.CPU));
        var left = flipped.flatten(1).narrow(1, 0, 1);
        TensorAssert.Same(-left, flipped.flatten(1).narrow(1, 1, 1));
        // Five standard deviations of the share of heads among 10,000 coins.
        Assert.Equal(0.5, (left + 1).mean().item<float>() / 2, 0.025);
    }

    [Fact]
    public void Batch_SameGeneratorState_FlipsTheSameImages()
    {
        using var dataset = Create([0, 255], 2);
        using var scope = torch.NewDisposeScope();
        var indices = torch.zeros(100, dtype: torch.int64);
        var first = dataset.Batch(indices, new torch.Generator(5, torch.CPU));
        TensorAssert.Same(first, dataset.Batch(indices, new torch.Generator(5, torch.CPU)));
        TensorAssert.NotSame(first, dataset.Batch(indices, new torch.Generator(6, torch.CPU)));
    }

    [Fact]
    public void Batch_InAScope_LeavesOnlyItsResult()
    {
        using var dataset = Create([0, 255], 2);
        using var indices = torch.zeros(4, dtype: torch.int64);
        using var generator = new torch.Generator(5, torch.CPU);
        using var scope = torch.NewDisposeScope();
        dataset.Batch(indices, generator);
        Assert.Equal(1, scope.DisposablesCount);
    }

    private static ImageDataset Create(byte[] pixels, int width) =>
        ImageDataset.Create(pixels, [pixels.Length / width, 1, 1, width], new byte[pixels.Length / width], 10, torch.CPU);
}
