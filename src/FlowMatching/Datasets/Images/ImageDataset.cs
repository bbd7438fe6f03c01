using System.Security.Cryptography;
using TorchSharp;

namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>Labelled images of one size. All of them stay on the device as bytes; batches are scaled and flipped there.</summary>
public sealed class ImageDataset : IDisposable
{
    private const double HalfRange = 127.5;

    private ImageDataset(torch.Tensor images, torch.Tensor labels, int classes, string sha256)
    {
        Images = images;
        Labels = labels;
        Classes = classes;
        Sha256 = sha256;
    }

    /// <summary>The images, uint8, shape [Count, channels, height, width].</summary>
    public torch.Tensor Images { get; }

    /// <summary>The images' classes, int64, shape [Count], each below <see cref="Classes"/>.</summary>
    public torch.Tensor Labels { get; }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>The shape of one image.</summary>
    public SampleShape Shape => new((int)Images.shape[1], (int)Images.shape[2], (int)Images.shape[3]);

    /// <summary>The number of images.</summary>
    public long Count => Images.shape[0];

    /// <summary>SHA-256 of all pixels in the order of <see cref="Images"/>, then one byte of label for each image; lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>Images per class, by class.</summary>
    public IReadOnlyList<long> ClassCounts()
    {
        using var scope = torch.NewDisposeScope();
        return Labels.bincount(weights: null, minlength: Classes).cpu().data<long>().ToArray();
    }

    /// <summary>Picks images, scales their bytes from [0, 255] to [-1, 1], and flips about half of them left to right.</summary>
    /// <param name="indices">Which images, int64, shape [n]; on any device.</param>
    /// <param name="flips">The trial's generator, on any device, from which one number is drawn for each image; null flips none and draws nothing.</param>
    /// <returns>float32, shape [n, channels, height, width], on the images' device; the caller owns it.</returns>
    public torch.Tensor Batch(torch.Tensor indices, torch.Generator? flips)
    {
        ArgumentNullException.ThrowIfNull(indices);
        using var scope = torch.NewDisposeScope();
        var picked = Images.index_select(0, indices.to(Images.device));
        if (flips is not null)
        {
            var flipped = torch.rand([indices.shape[0]], dtype: torch.float32, device: flips.device, generator: flips).lt(0.5).to(Images.device);
            picked = torch.where(flipped.view(-1, 1, 1, 1), picked.flip(3), picked);
        }

        return picked.to(torch.float32).div_(HalfRange).sub_(1).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
    }

    /// <summary>Puts images that were read from files on a device.</summary>
    /// <param name="part">The images.</param>
    /// <param name="device">Where they shall stay.</param>
    internal static ImageDataset Create(ImagePart part, torch.Device device)
    {
        var shape = part.Shape;
        var pixels = new byte[part.Labels.Length * shape.Dimension];
        var position = 0;
        foreach (var block in part.Pixels)
        {
            block.CopyTo(pixels.AsMemory(position));
            position += block.Length;
        }

        return Create(pixels, [part.Labels.Length, shape.Channels, shape.Height, shape.Width], part.Labels, part.Classes.Count, device);
    }

    /// <summary>Puts images that were read from files on a device.</summary>
    /// <param name="pixels">All pixels, in the order of <paramref name="shape"/>.</param>
    /// <param name="shape">[count, channels, height, width].</param>
    /// <param name="labels">As many as images, each below <paramref name="classes"/>.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="device">Where the images shall stay.</param>
    internal static ImageDataset Create(byte[] pixels, long[] shape, byte[] labels, int classes, torch.Device device)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(pixels);
        hash.AppendData(labels);
        using var scope = torch.NewDisposeScope();
        return Create(
            torch.tensor(pixels, shape, dtype: torch.uint8), torch.tensor(labels, dtype: torch.uint8), classes, Convert.ToHexStringLower(hash.GetHashAndReset()), device);
    }

    /// <summary>Puts images on a device.</summary>
    /// <param name="images">uint8, shape [count, channels, height, width]; the caller's.</param>
    /// <param name="labels">uint8, shape [count], each below <paramref name="classes"/>; the caller's.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="sha256">The hash of both.</param>
    /// <param name="device">Where the images shall stay.</param>
    internal static ImageDataset Create(torch.Tensor images, torch.Tensor labels, int classes, string sha256, torch.Device device)
    {
        using var scope = torch.NewDisposeScope();
        return new ImageDataset(
            images.to(device).DetachFromDisposeScope(), labels.to(torch.int64).to(device).DetachFromDisposeScope(), classes, sha256);
    }
}
