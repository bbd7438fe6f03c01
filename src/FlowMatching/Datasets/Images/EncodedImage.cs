using SkiaSharp;
using TorchSharp;

namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>A PNG, JPEG or WebP file of which only the header was looked at.</summary>
internal sealed record EncodedImage
{
    private const long MostPixels = 1 << 27;

    private static readonly SKEncodedImageFormat[] Formats = [SKEncodedImageFormat.Png, SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Webp];

    /// <summary>Its path.</summary>
    public required string File { get; init; }

    /// <summary>Whether it is grey or in colour.</summary>
    public required ImageChannels Channels { get; init; }

    /// <summary>Rows of pixels as it is to be looked at.</summary>
    public required int Height { get; init; }

    /// <summary>Columns of pixels as it is to be looked at.</summary>
    public required int Width { get; init; }

    /// <summary>Reads a file's header.</summary>
    /// <exception cref="ImageDatasetException">It cannot be read, or is no such image.</exception>
    public static EncodedImage Open(string file) => WithCodec(file, codec =>
    {
        var (width, height) = IsTurned(codec) ? (codec.Info.Height, codec.Info.Width) : (codec.Info.Width, codec.Info.Height);
        return (long)width * height <= MostPixels
            ? new EncodedImage
            {
                File = file,
                Channels = codec.Info.ColorType == SKColorType.Gray8 ? ImageChannels.Grey : ImageChannels.Rgb,
                Height = height,
                Width = width,
            }
            : throw new ImageDatasetException($"The image '{file}' has {width} × {height} pixels, and at most {MostPixels} in all can be read. Make it smaller.");
    });

    /// <summary>Reads the pixels; where the size differs, the central square is resized by antialiased bicubic interpolation.</summary>
    /// <param name="channels">What they are converted to; grey is 0.299 red + 0.587 green + 0.114 blue.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="target">Where the pixels go: channels × height × width bytes.</param>
    /// <exception cref="ImageDatasetException">The file is damaged, or has transparent pixels.</exception>
    public void Decode(ImageChannels channels, int height, int width, Span<byte> target)
    {
        var rgba = WithCodec(File, Pixels);
        using var scope = torch.NewDisposeScope();
        var image = Upright(rgba.Pixels, rgba.Origin)[..3];
        if (channels == ImageChannels.Grey)
            image = Channels == ImageChannels.Grey ? image[..1] : Lightness(image);
        if ((Height, Width) != (height, width))
            image = Resize(image, height, width);
        image.round().clamp_(0, 255).to(torch.uint8).contiguous().bytes.CopyTo(target);
    }

    private static T WithCodec<T>(string file, Func<SKCodec, T> use) => ImageDatasetException.Naming(file, () =>
    {
        using var stream = System.IO.File.OpenRead(file);
        using var codec = SKCodec.Create(stream);
        if (codec is null)
            throw new ImageDatasetException($"The file '{file}' is not an image that can be read; expected PNG, JPEG or WebP. Remove it from the folder.");
        return Formats.Contains(codec.EncodedFormat)
            ? use(codec)
            : throw new ImageDatasetException($"The file '{file}' is a {codec.EncodedFormat.ToString().ToUpperInvariant()} image; expected PNG, JPEG or WebP. Convert it, or remove it from the folder.");
    });

    private (torch.Tensor Pixels, SKEncodedOrigin Origin) Pixels(SKCodec codec)
    {
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        var pixels = new byte[info.BytesSize];
        var result = codec.GetPixels(info, pixels);
        if (result != SKCodecResult.Success)
            throw new ImageDatasetException($"The image '{File}' is {(result == SKCodecResult.IncompleteInput ? "cut off" : "damaged")}. {ImageDatasetException.DownloadAgain}");
        for (var alpha = 3; alpha < pixels.Length; alpha += 4)
            if (pixels[alpha] != 255)
                throw new ImageDatasetException($"The image '{File}' has transparent pixels, and what lies behind them is not known. Put it on a background first.");
        return (torch.tensor(pixels, [info.Height, info.Width, 4], dtype: torch.uint8), codec.EncodedOrigin);
    }

    private static bool IsTurned(SKCodec codec) => codec.EncodedOrigin >= SKEncodedOrigin.LeftTop;

    // A camera that was held otherwise notes where the first row and column belong instead of moving pixels.
    private static torch.Tensor Upright(torch.Tensor pixels, SKEncodedOrigin origin)
    {
        var image = pixels.permute(2, 0, 1).to(torch.float32);
        if (origin >= SKEncodedOrigin.LeftTop)
            image = image.transpose(1, 2);
        if (origin is SKEncodedOrigin.TopRight or SKEncodedOrigin.BottomRight or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom)
            image = image.flip(2);
        return origin is SKEncodedOrigin.BottomRight or SKEncodedOrigin.BottomLeft or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom
            ? image.flip(1)
            : image;
    }

    private static torch.Tensor Lightness(torch.Tensor image) =>
        (image * torch.tensor([0.299f, 0.587f, 0.114f]).view(3, 1, 1)).sum(0, keepdim: true);

    private static torch.Tensor Resize(torch.Tensor image, int height, int width)
    {
        var side = Math.Min(image.shape[1], image.shape[2]);
        var square = image
            .narrow(1, (image.shape[1] - side) / 2, side)
            .narrow(2, (image.shape[2] - side) / 2, side);
        return torch.nn.functional.interpolate(
            square.unsqueeze(0), [height, width], mode: torch.InterpolationMode.Bicubic, align_corners: false, antialias: true).squeeze(0);
    }
}
