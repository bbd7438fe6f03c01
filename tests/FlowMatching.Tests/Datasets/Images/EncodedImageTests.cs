using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Tests.TestSupport;
using SkiaSharp;

namespace FastOde.FlowMatching.Tests.Datasets.Images;

/// <summary>Single image files: how they are turned, and what is refused.</summary>
public sealed class EncodedImageTests : IDisposable
{
    private const int Height = 32;
    private const int Width = 48;

    // The quadrants of the picture that is to be seen, by orientation from 1: the stored picture has 0123.
    private static readonly string[] Seen = ["0123", "1032", "3210", "2301", "0213", "2031", "3120", "1302"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void Decode_EachOrientationInEachFormat_StandsUpright(SKEncodedImageFormat format)
    {
        for (byte orientation = 1; orientation <= 8; orientation++)
        {
            var image = EncodedImage.Open(WithOrientation(format, orientation));
            Assert.Equal(orientation > 4 ? (Width, Height) : (Height, Width), (image.Height, image.Width));
            var pixels = Decode(image);
            var quadrants = new[] { (1, 1), (1, 3), (3, 1), (3, 3) }.Select(at => at.Item1 * image.Height / 4 * image.Width + at.Item2 * image.Width / 4);
            Assert.Equal(Seen[orientation - 1], string.Concat(quadrants.Select(at => (int)Math.Round(pixels[at] / 85.0))));
        }
    }

    [Fact]
    public void Decode_OrientationAfterThePixelsOfAPng_StandsUpright()
    {
        var png = File.ReadAllBytes(Quadrants(SKEncodedImageFormat.Png));
        var file = Pictures.Write(folder.Path, "late.png", [.. png[..^12], .. Pictures.PngChunk("eXIf", Pictures.Exif(6, isBig: false)), .. png[^12..]]);
        Assert.Equal((Width, Height), (EncodedImage.Open(file).Height, EncodedImage.Open(file).Width));
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void Decode_CutOffAnywhere_IsRefusedByName(SKEncodedImageFormat format)
    {
        var file = Quadrants(format);
        var whole = File.ReadAllBytes(file);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(file, whole[..length]);
            AssertRefused(file);
        }
    }

    [Fact]
    public void Decode_AnyAlteredByteOfAPng_IsRefusedByName()
    {
        var file = Quadrants(SKEncodedImageFormat.Png);
        var whole = File.ReadAllBytes(file);
        for (var at = 0; at < whole.Length; at++)
        {
            byte[] altered = [.. whole];
            altered[at] ^= 1;
            File.WriteAllBytes(file, altered);
            AssertRefused(file);
        }
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void Decode_AnyAlteredByte_IsReadOrRefusedByName(SKEncodedImageFormat format)
    {
        var file = Quadrants(format);
        var whole = File.ReadAllBytes(file);
        for (var at = 0; at < whole.Length; at++)
        {
            byte[] altered = [.. whole];
            altered[at] ^= 0x21;
            File.WriteAllBytes(file, altered);
            if (Record.Exception(() => Decode(EncodedImage.Open(file))) is { } refusal)
                Assert.Contains(file, Assert.IsType<ImageDatasetException>(refusal).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Open_AnimatedPngOrWebp_IsRefused()
    {
        var png = File.ReadAllBytes(Quadrants(SKEncodedImageFormat.Png));
        AssertRefused(Pictures.Write(folder.Path, "a.png", [.. png[..33], .. Pictures.PngChunk("acTL", [0, 0, 0, 5, 0, 0, 0, 0]), .. png[33..]]), "is animated: it has 5 frames");
        var frame = File.ReadAllBytes(Quadrants(SKEncodedImageFormat.Webp))[12..];
        byte[] animation = [0, 0, 0, 0, 0, 0, Width - 1, 0, 0, Height - 1, 0, 0, 100, 0, 0, 0, .. frame];
        AssertRefused(
            Pictures.Write(folder.Path, "a.webp", Pictures.Webp(Width, Height, 2, Pictures.RiffChunk("ANIM", new byte[6]), Pictures.RiffChunk("ANMF", animation), Pictures.RiffChunk("ANMF", animation))),
            "is animated: it has 2 frames");
    }

    [Theory]
    [InlineData(60_000, 60_000, "has 60000 × 60000 pixels, and at most")]
    [InlineData(2_000_000, 100, "claims more than can be read")]
    public void Open_PngThatClaimsMorePixelsThanCanBeRead_IsRefusedBeforeMemoryIsTaken(uint width, uint height, string expected) =>
        AssertRefused(Pictures.Write(folder.Path, "bomb.png", Pictures.Png(width, height, 8, [0])), expected);

    [Fact]
    public void Decode_SixteenBits_AreTakenToEight()
    {
        var image = EncodedImage.Open(Pictures.Write(folder.Path, "deep.png", Pictures.Png(2, 1, 16, [0, 0x40, 0x00, 0xff, 0xff])));
        Assert.Equal(ImageChannels.Grey, image.Channels);
        Assert.Equal([0x40, 0xff], Decode(image));
    }

    private static byte[] Decode(EncodedImage image)
    {
        var pixels = new byte[image.Height * image.Width];
        image.Decode(ImageChannels.Grey, image.Height, image.Width, pixels);
        return pixels;
    }

    private static void AssertRefused(string file, string expected = "")
    {
        var message = Assert.Throws<ImageDatasetException>(() => Decode(EncodedImage.Open(file))).Message;
        Assert.DoesNotContain("\n", message, StringComparison.Ordinal);
        Assert.All([file, expected], part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    private string Quadrants(SKEncodedImageFormat format)
    {
        var colours = new[] { SKColors.Black, new SKColor(85, 85, 85), new SKColor(170, 170, 170), SKColors.White };
        return Pictures.Write(folder.Path, $"picture.{format}", Width, Height, (x, y) => colours[x / (Width / 2) + 2 * (y / (Height / 2))], format);
    }

    private string WithOrientation(SKEncodedImageFormat format, byte orientation)
    {
        var file = Quadrants(format);
        var whole = File.ReadAllBytes(file);
        var exif = Pictures.Exif(orientation, isBig: orientation % 2 == 0, hasPrefix: format == SKEncodedImageFormat.Jpeg);
        File.WriteAllBytes(file, format switch
        {
            SKEncodedImageFormat.Png => [.. whole[..33], .. Pictures.PngChunk("eXIf", exif), .. whole[33..]],
            SKEncodedImageFormat.Jpeg => [.. whole[..2], 0xff, 0xe1, 0, (byte)(exif.Length + 2), .. exif, .. whole[2..]],
            _ => Pictures.Webp(Width, Height, 8, whole[12..], Pictures.RiffChunk("EXIF", exif)),
        });
        return file;
    }
}
