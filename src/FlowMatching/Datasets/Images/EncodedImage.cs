using FastOde.FlowMatching.Datasets.Images.Formats;
using FastOde.FlowMatching.Files;
using SkiaSharp;
using TorchSharp;

namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>A PNG, JPEG or WebP file of which only the header was looked at.</summary>
internal sealed record EncodedImage
{
    private const long MostPixels = 1 << 27;

    // Four bytes as it is decoded, as many in the tensor, and twelve for each step of the arithmetic.
    private const long PixelBytes = 32;

    // Photographs have more bytes than this; one colour, compressed, has a hundredth of it.
    private const long PixelsOfAByte = 32;

    private static readonly MemoryTurns Turns = new(FileLimit.Bytes);

    private static readonly SKEncodedImageFormat[] Encodings = [SKEncodedImageFormat.Png, SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Webp];

    /// <summary>Its path.</summary>
    public required string File { get; init; }

    /// <summary>Whether it is grey or in colour.</summary>
    public required ImageChannels Channels { get; init; }

    /// <summary>Rows of pixels as it is to be looked at.</summary>
    public required int Height { get; init; }

    /// <summary>Columns of pixels as it is to be looked at.</summary>
    public required int Width { get; init; }

    /// <summary>Where its first row and column of pixels belong.</summary>
    public required SKEncodedOrigin Origin { get; init; }

    /// <summary>Reads a file's header.</summary>
    /// <exception cref="ImageDatasetException">It cannot be read, or is no such image.</exception>
    public static EncodedImage Open(string file) => ImageDatasetException.Naming(file, () =>
    {
        var form = Form(file);
        if (form is { Kind: not FileKind.Image })
            throw new ImageDatasetException($"The file '{file}' is {form.Words}, not an image that can be read; expected PNG, JPEG or WebP. {ForeignImages.Cure(form.Kind)}");
        using var stream = RegularFile.OpenRead(file);
        using var codec = SKCodec.Create(stream, out var result);
        if (codec is not null && Encodings.Contains(codec.EncodedFormat))
            return Describe(file, codec);
        throw form is not null && result is SKCodecResult.IncompleteInput or SKCodecResult.ErrorInInput
            ? new ImageDatasetException($"The file '{file}' is {form.Words} whose header is damaged, cut off or claims more than can be read. {ImageDatasetException.DownloadAgain}")
            : new ImageDatasetException($"The file '{file}' is not an image that can be read; expected PNG, JPEG or WebP. Remove it from the folder.");
    });

    /// <summary>Reads the pixels; where the size differs, the central square is resized by antialiased bicubic interpolation.</summary>
    /// <param name="channels">What they are converted to; grey is 0.299 red + 0.587 green + 0.114 blue.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="target">Where the pixels go: channels × height × width bytes.</param>
    /// <exception cref="ImageDatasetException">The file is damaged, or has transparent pixels.</exception>
    public void Decode(ImageChannels channels, int height, int width, Span<byte> target)
    {
        using var turn = Turns.Take((long)Height * Width * PixelBytes);
        DecodeNow(channels, height, width, target);
    }

    private void DecodeNow(ImageChannels channels, int height, int width, Span<byte> target)
    {
        using var scope = torch.NewDisposeScope();
        var (rows, columns) = IsTurned ? (Width, Height) : (Height, Width);
        var image = Upright(torch.tensor(Pixels(), [rows, columns, 4], dtype: torch.uint8).permute(2, 0, 1)[..3]);
        if ((Height, Width) != (height, width))
            image = CentralSquare(image);
        image = image.to(torch.float32);
        if (channels == ImageChannels.Grey)
            image = Channels == ImageChannels.Grey ? image[..1] : Lightness(image);
        if ((Height, Width) != (height, width))
            image = Resize(image, height, width);
        image.round().clamp_(0, 255).to(torch.uint8).contiguous().bytes.CopyTo(target);
    }

    private static FileForm? Form(string file)
    {
        using var stream = RegularFile.OpenRead(file);
        var start = new byte[FileForm.Length];
        var length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return length > 0
            ? ForeignImages.Of(start.AsSpan(0, length))
            : throw new ImageDatasetException($"The file '{file}' is empty, and an image was expected. {ImageDatasetException.DownloadAgain}");
    }

    private static EncodedImage Describe(string file, SKCodec codec)
    {
        // A stream of its own, because some codecs close theirs.
        using var stream = RegularFile.OpenRead(file);
        var (origin, frames) = codec.EncodedFormat switch
        {
            SKEncodedImageFormat.Png => PngFile.Describe(stream),
            SKEncodedImageFormat.Webp => (WebpFile.Orientation(stream), codec.FrameCount),
            _ => ((int)codec.EncodedOrigin, 1),
        };
        if (frames > 1)
            throw new ImageDatasetException($"The file '{file}' is animated: it has {frames} frames, and one image was expected. Save the frames as images of their own, or remove it from the folder.");
        var (width, height) = origin >= (int)SKEncodedOrigin.LeftTop ? (codec.Info.Height, codec.Info.Width) : (codec.Info.Width, codec.Info.Height);
        var pixels = (long)width * height;
        if (pixels > MostPixels)
            throw new ImageDatasetException($"The image '{file}' has {width} × {height} pixels, and at most {MostPixels} in all can be read. Make it smaller.");
        if (pixels / PixelsOfAByte > stream.Length)
            FileLimit.Require(pixels * PixelBytes, $"its {width} × {height} pixels in {stream.Length} bytes");
        return new EncodedImage
        {
            File = file,
            Channels = codec.Info.ColorType == SKColorType.Gray8 ? ImageChannels.Grey : ImageChannels.Rgb,
            Height = height,
            Width = width,
            Origin = (SKEncodedOrigin)origin,
        };
    }

    private byte[] Pixels() => ImageDatasetException.Naming(File, () =>
    {
        var content = RegularFile.ReadAllBytes(File);
        using var data = SKData.CreateCopy(content);
        using var codec = SKCodec.Create(data);
        var (width, height) = IsTurned ? (Height, Width) : (Width, Height);
        if (codec is null || (codec.Info.Width, codec.Info.Height) != (width, height))
            throw new ImageDatasetException($"The file '{File}' has changed while it was read. Wait until nothing writes to the folder, and add it again.");
        Verify(codec.EncodedFormat, content);
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        var pixels = new byte[info.BytesSize];
        var result = codec.GetPixels(info, pixels);
        if (result != SKCodecResult.Success)
            throw new ImageDatasetException($"The image '{File}' is {(result == SKCodecResult.IncompleteInput ? "cut off" : "damaged")}. {ImageDatasetException.DownloadAgain}");
        for (var alpha = 3; alpha < pixels.Length; alpha += 4)
        {
            if (pixels[alpha] != 255)
                throw new ImageDatasetException($"The image '{File}' has transparent pixels, and what lies behind them is not known. Put it on a background first.");
        }

        return pixels;
    });

    // The decoder fills in what is missing and passes over what does not fit, mostly without a word.
    private static void Verify(SKEncodedImageFormat format, byte[] content)
    {
        switch (format)
        {
            case SKEncodedImageFormat.Png:
                PngFile.Verify(content);
                break;
            case SKEncodedImageFormat.Webp:
                WebpFile.Verify(content);
                break;
            default:
                JpegFile.Verify(content);
                break;
        }
    }

    private bool IsTurned => Origin >= SKEncodedOrigin.LeftTop;

    // A camera that was held otherwise notes where the first row and column belong instead of moving pixels.
    private torch.Tensor Upright(torch.Tensor image)
    {
        if (IsTurned)
            image = image.transpose(1, 2);
        if (Origin is SKEncodedOrigin.TopRight or SKEncodedOrigin.BottomRight or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom)
            image = image.flip(2);
        return Origin is SKEncodedOrigin.BottomRight or SKEncodedOrigin.BottomLeft or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom
            ? image.flip(1)
            : image;
    }

    private static torch.Tensor Lightness(torch.Tensor image) =>
        (image * torch.tensor([0.299f, 0.587f, 0.114f]).view(3, 1, 1)).sum(0, keepdim: true);

    private static torch.Tensor CentralSquare(torch.Tensor image)
    {
        var side = Math.Min(image.shape[1], image.shape[2]);
        return image
            .narrow(1, (image.shape[1] - side) / 2, side)
            .narrow(2, (image.shape[2] - side) / 2, side);
    }

    private static torch.Tensor Resize(torch.Tensor square, int height, int width) => torch.nn.functional.interpolate(
        square.unsqueeze(0), [height, width], mode: torch.InterpolationMode.Bicubic, align_corners: false, antialias: true).squeeze(0);
}
