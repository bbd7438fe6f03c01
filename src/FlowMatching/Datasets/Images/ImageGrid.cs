using TorchSharp;

namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>Many images as one: row by row, with white gaps between them.</summary>
public static class ImageGrid
{
    /// <summary>Pixels between two images.</summary>
    public const int Gap = 2;

    private const byte White = 255;

    /// <summary>Writes images as one PNG file, whole or not at all.</summary>
    /// <param name="file">Where to write; a file that is there is replaced.</param>
    /// <param name="images">Shape [n, 1 or 3, height, width], n at least 1; bytes, or numbers from -1 to 1 as in <see cref="ImageFile.ToBytes"/>.</param>
    /// <param name="columns">Images in a row, at least 1; fewer where there are fewer.</param>
    /// <exception cref="ArgumentException">The shape or type is another.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or file is not writable.</exception>
    public static void Write(string file, torch.Tensor images, int columns)
    {
        using var grid = Compose(images, columns);
        ImageFile.Write(file, grid);
    }

    /// <summary>Puts images beside and below each other; places that no image is left for are white.</summary>
    /// <param name="images">As for <see cref="Write"/>.</param>
    /// <param name="columns">Images in a row, at least 1; fewer where there are fewer.</param>
    /// <returns>uint8, shape [channels, rows · (height + <see cref="Gap"/>) - <see cref="Gap"/>, …], on the CPU; the caller owns it.</returns>
    /// <exception cref="ArgumentException">The shape or type is another.</exception>
    public static torch.Tensor Compose(torch.Tensor images, int columns)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (images.shape is not [> 0, 1 or 3, > 0, > 0])
            throw new ArgumentException($"Images of shape [{string.Join(", ", images.shape)}] have no grid; expected [n, 1 or 3, height, width].", nameof(images));
        using var scope = torch.NewDisposeScope();
        var bytes = ImageFile.ToBytes(images);
        var (count, channels, height, width) = (bytes.shape[0], bytes.shape[1], bytes.shape[2], bytes.shape[3]);
        var across = Math.Min(columns, count);
        var rows = (count + across - 1) / across;
        var cells = torch.full([rows * across, channels, height + Gap, width + Gap], White, dtype: torch.uint8);
        cells.narrow(0, 0, count).narrow(2, 0, height).narrow(3, 0, width).copy_(bytes);
        return cells.view(rows, across, channels, height + Gap, width + Gap)
            .permute(2, 0, 3, 1, 4)
            .reshape(channels, rows * (height + Gap), across * (width + Gap))
            .narrow(1, 0, rows * (height + Gap) - Gap)
            .narrow(2, 0, across * (width + Gap) - Gap)
            .contiguous()
            .MoveToOuterDisposeScope();
    }
}
