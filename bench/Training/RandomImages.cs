using FastOde.FlowMatching.Datasets.Images;
using TorchSharp;

namespace FastOde.Bench.Training;

/// <summary>Images of noise, for timing: what is on them changes no time.</summary>
internal static class RandomImages
{
    private const int Count = 256;

    /// <summary>Draws the images, always the same.</summary>
    /// <param name="channels">Channels of each.</param>
    /// <param name="resolution">Height and width, pixels.</param>
    /// <param name="device">Where they shall lie.</param>
    public static ImageDataset Create(int channels, int resolution, torch.Device device)
    {
        var pixels = new byte[Count * channels * resolution * resolution];
        new Random(1).NextBytes(pixels);
        return ImageDataset.Create(pixels, [Count, channels, resolution, resolution], new byte[Count], classes: 1, device);
    }
}
