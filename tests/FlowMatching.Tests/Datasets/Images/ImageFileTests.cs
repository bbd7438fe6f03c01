using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Tests.TestSupport;
using SkiaSharp;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Datasets.Images;

/// <summary>Images as PNG files, read back by the library's own decoder.</summary>
public sealed class ImageFileTests
{
    [Fact]
    public void Png_Rgb_KeepsEveryByteAndHasNoAlpha()
    {
        using var scope = torch.NewDisposeScope();
        var image = torch.arange(0, 3 * 4 * 5, dtype: torch.uint8).mul(4).view(3, 4, 5);
        using var decoded = SKBitmap.Decode(ImageFile.Png(image));
        Assert.Equal((5, 4), (decoded.Width, decoded.Height));
        for (var row = 0; row < 4; row++)
        {
            for (var column = 0; column < 5; column++)
            {
                var first = (byte)(4 * (5 * row + column));
                Assert.Equal(new SKColor(first, (byte)(first + 80), (byte)(first + 160)), decoded.GetPixel(column, row));
            }
        }

        using var codec = SKCodec.Create(new MemoryStream(ImageFile.Png(image)));
        Assert.Equal(SKAlphaType.Opaque, codec.Info.AlphaType);
    }

    [Fact]
    public void Png_Grey_IsAGreyFile()
    {
        using var scope = torch.NewDisposeScope();
        var image = torch.arange(0, 6, dtype: torch.uint8).view(1, 2, 3);
        using var decoded = SKBitmap.Decode(ImageFile.Png(image));
        Assert.Equal(SKColorType.Gray8, decoded.ColorType);
        Assert.Equal([0, 1, 2, 3, 4, 5], decoded.Pixels.Select(pixel => pixel.Red));
    }

    [Fact]
    public void ToBytes_Numbers_AreScaledRoundedAndClamped()
    {
        using var scope = torch.NewDisposeScope();
        var bytes = ImageFile.ToBytes(torch.tensor([-3f, -1, -0.6f, 0.0039f, 1, 7, float.NaN]));
        Assert.Equal([0, 0, 51, 128, 255, 255, 0], bytes.data<byte>().ToArray());
    }

    [Theory]
    [InlineData(2, 4, 4)]
    [InlineData(4, 4, 4)]
    [InlineData(1, 0, 4)]
    public void Png_OtherShape_SaysWhatIsExpected(int channels, int height, int width)
    {
        using var scope = torch.NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => ImageFile.Png(torch.zeros(channels, height, width)));
        Assert.Contains($"[{channels}, {height}, {width}]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToBytes_WholeNumbers_AreRefused()
    {
        using var numbers = torch.zeros(3, dtype: torch.int64);
        Assert.Throws<ArgumentException>(() => ImageFile.ToBytes(numbers));
    }

    [Fact]
    public void Write_ExistingFile_IsReplacedAndNothingElseStays()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "image.png");
        File.WriteAllText(file, "old");
        using var scope = torch.NewDisposeScope();
        ImageFile.Write(file, torch.zeros(3, 2, 2));
        Assert.Equal([file], Directory.GetFiles(folder.Path));
        using var decoded = SKBitmap.Decode(file);
        Assert.Equal(new SKColor(128, 128, 128), decoded.GetPixel(1, 1));
        Assert.Equal(1, scope.DisposablesCount);
    }
}
