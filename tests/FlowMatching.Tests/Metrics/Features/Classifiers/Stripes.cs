using FastOde.FlowMatching.Datasets.Images;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Metrics.Features.Classifiers;

/// <summary>Square images with a bright row (class 0) or a bright column (class 1) at a place of chance.</summary>
internal static class Stripes
{
    public static ImageDataset Create(int count, int seed, int side = 12)
    {
        var random = new Random(seed);
        var labels = Enumerable.Range(0, count).Select(i => (byte)(i % 2)).ToArray();
        var pixels = new byte[count * side * side];
        for (var image = 0; image < count; image++)
        {
            var place = random.Next(side);
            for (var i = 0; i < side; i++)
                pixels[image * side * side + (labels[image] == 0 ? place * side + i : i * side + place)] = 255;
        }

        return ImageDataset.Create(pixels, [count, 1, side, side], labels, classes: 2, torch.CPU);
    }
}
