using FastOde.FlowMatching.Files;
using SkiaSharp;
using TorchSharp;

namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>Writes images as PNG files, each whole or not at all.</summary>
public static class ImageFile
{
    private const double HalfRange = 127.5;

    /// <summary>The bytes of images: numbers from [-1, 1] are scaled to [0, 255] and rounded; bytes stay as they are.</summary>
    /// <param name="images">Any shape; uint8 or floating point, where values outside [-1, 1] are clamped and NaN is black.</param>
    /// <returns>uint8, the same shape, on the CPU; the caller owns it.</returns>
    /// <exception cref="ArgumentException">The numbers are of another type.</exception>
    public static torch.Tensor ToBytes(torch.Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        using var scope = torch.NewDisposeScope();
        if (images.dtype == torch.uint8)
            return images.cpu().contiguous().alias().MoveToOuterDisposeScope();
        return images.is_floating_point()
            ? images.nan_to_num(-1).add(1).mul_(HalfRange).round_().clamp_(0, 255).to(torch.uint8).cpu().contiguous().MoveToOuterDisposeScope()
            : throw new ArgumentException($"Images of type {images.dtype} have no known range; give bytes, or numbers from -1 to 1.", nameof(images));
    }

    /// <summary>Writes one image as a PNG file, grey or RGB without alpha.</summary>
    /// <param name="file">Where to write; a file that is there is replaced.</param>
    /// <param name="image">Shape [1 or 3, height, width]; as in <see cref="ToBytes"/>.</param>
    /// <exception cref="ArgumentException">The shape or type is another.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or file is not writable.</exception>
    public static void Write(string file, torch.Tensor image) => WholeFile.Write(file, Png(image));

    /// <summary>The content of a PNG file with one image, grey or RGB without alpha.</summary>
    /// <param name="image">Shape [1 or 3, height, width]; as in <see cref="ToBytes"/>.</param>
    /// <exception cref="ArgumentException">The shape or type is another.</exception>
    public static byte[] Png(torch.Tensor image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.shape is not [1 or 3, > 0, > 0])
            throw new ArgumentException($"An image of shape [{string.Join(", ", image.shape)}] cannot be written; expected [1 or 3, height, width].", nameof(image));
        using var scope = torch.NewDisposeScope();
        var grey = image.shape[0] == 1;
        var (height, width) = ((int)image.shape[1], (int)image.shape[2]);
        var planes = ToBytes(image);
        // Skia knows no three bytes a pixel: a fourth that it is told to ignore makes the file RGB.
        var pixels = (grey ? planes : torch.cat([planes, torch.full([1, height, width], 255, dtype: torch.uint8)], 0)).permute(1, 2, 0).contiguous();
        var info = new SKImageInfo(width, height, grey ? SKColorType.Gray8 : SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var picture = SKImage.FromPixelCopy(info, pixels.bytes.ToArray(), info.RowBytes);
        using var encoded = picture.Encode(SKEncodedImageFormat.Png, quality: 100);
        return encoded.ToArray();
    }
}
