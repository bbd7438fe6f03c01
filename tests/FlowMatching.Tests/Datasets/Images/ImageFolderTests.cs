using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Tests.TestSupport;
using SkiaSharp;

namespace FastOde.FlowMatching.Tests.Datasets.Images;

/// <summary>Folders of image files: what they become, and what is refused.</summary>
public sealed class ImageFolderTests : IDisposable
{
    private readonly TemporaryFolder temporary = new();

    private string Root => temporary.Path;

    public void Dispose() => temporary.Dispose();

    [Theory]
    [InlineData(SKEncodedImageFormat.Png, 0)]
    [InlineData(SKEncodedImageFormat.Jpeg, 3)]
    [InlineData(SKEncodedImageFormat.Webp, 3)]
    public void Open_EachFormat_GivesItsColour(SKEncodedImageFormat format, int tolerance)
    {
        // The name says nothing: what counts is the content.
        Pictures.Write(Root, "picture.bin", 8, 8, new SKColor(200, 100, 50), format);
        var part = Open();
        Assert.Equal(new SampleShape(3, 8, 8), part.Shape);
        Assert.Equal(["images"], part.Classes);
        Assert.Equal([0], part.Labels);
        var pixels = Pixels(part);
        Assert.InRange(pixels[0], 200 - tolerance, 200 + tolerance);
        Assert.InRange(pixels[64], 100 - tolerance, 100 + tolerance);
        Assert.InRange(pixels[191], 50 - tolerance, 50 + tolerance);
    }

    [Fact]
    public void Open_Folders_AreClassesInOrderOfName()
    {
        Pictures.WriteGrey(Root, "dog/1.png", 2, 2, 3);
        Pictures.WriteGrey(Root, "cat/2.png", 2, 2, 2);
        Pictures.WriteGrey(Root, "cat/1.png", 2, 2, 1);
        Pictures.Write(Root, "cat/.DS_Store", [1, 2, 3]);
        var part = Open();
        Assert.Equal(new SampleShape(1, 2, 2), part.Shape);
        Assert.Equal(["cat", "dog"], part.Classes);
        Assert.Equal([0, 0, 1], part.Labels);
        Assert.Equal([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3], Pixels(part));
    }

    [Fact]
    public void Open_WithSize_TakesTheCentralSquareOnly()
    {
        // 12 × 8: a white square of 8 × 8 in the middle whose right half is black.
        Pictures.Write(Root, "wide.png", 12, 8, (x, _) => x is < 2 or >= 10 ? SKColors.Red : x < 6 ? SKColors.White : SKColors.Black);
        var pixels = Pixels(Open(size: 2));
        Assert.Equal(12, pixels.Length);
        // Red anywhere would lower green and blue on the left, or raise red on the right; the filter reaches over the middle.
        Assert.All(Enumerable.Range(0, 6), row => Assert.InRange(pixels[2 * row], 225, 255));
        Assert.All(Enumerable.Range(0, 6), row => Assert.InRange(pixels[2 * row + 1], 0, 30));
    }

    [Fact]
    public void Open_FineStripes_BecomeTheirMeanInsteadOfAliasing()
    {
        Pictures.Write(Root, "stripes.png", 64, 64, (x, _) => x % 2 == 0 ? SKColors.White : SKColors.Black);
        Assert.All(Pixels(Open(size: 8)), value => Assert.InRange(value, 118, 137));
    }

    [Theory]
    [InlineData(ImageChannels.Grey, new byte[] { 124, 7 })]
    [InlineData(ImageChannels.Rgb, new byte[] { 200, 100, 50, 7, 7, 7 })]
    public void Open_MixedChannelsWithAChoice_AreConverted(ImageChannels channels, byte[] expected)
    {
        Pictures.Write(Root, "1.png", 1, 1, new SKColor(200, 100, 50));
        Pictures.WriteGrey(Root, "2.png", 1, 1, 7);
        Assert.Equal(expected, Pixels(Open(channels: channels)));
    }

    [Theory]
    [InlineData(1, "0123")]
    [InlineData(3, "3210")]
    [InlineData(6, "2031")]
    [InlineData(8, "1302")]
    public void Open_PhotographThatWasTurned_StandsUpright(byte orientation, string expected)
    {
        var colours = new[] { SKColors.Black, new SKColor(85, 85, 85), new SKColor(170, 170, 170), SKColors.White };
        var file = Pictures.Write(Root, "photo.jpg", 32, 32, (x, y) => colours[x / 16 + 2 * (y / 16)], SKEncodedImageFormat.Jpeg);
        File.WriteAllBytes(file, WithOrientation(File.ReadAllBytes(file), orientation));
        var pixels = Pixels(Open());
        var quadrants = new[] { 8 * 32 + 8, 8 * 32 + 24, 24 * 32 + 8, 24 * 32 + 24 };
        Assert.Equal(expected, string.Concat(quadrants.Select(at => (int)Math.Round(pixels[at] / 85.0))));
    }

    [Fact]
    public void Open_ManyImages_KeepTheirOrderOverBlocks()
    {
        for (var i = 0; i < 300; i++)
            Pictures.WriteGrey(Root, $"{i:000}.png", 1, 1, (byte)(i % 251));
        Assert.Equal(Enumerable.Range(0, 300).Select(i => (byte)(i % 251)), Pixels(Open()));
    }

    [Fact]
    public void Open_MixedChannels_AreRefusedWithBothNames()
    {
        var grey = Pictures.WriteGrey(Root, "1.png", 2, 2, 0);
        var colour = Pictures.Write(Root, "2.png", 2, 2, SKColors.Red);
        AssertRefused($"'{grey}' is grey", $"'{colour}' is in colour", "--channels grey or --channels rgb");
    }

    [Fact]
    public void Open_DifferentSizes_AreRefusedWithBothNames()
    {
        var first = Pictures.WriteGrey(Root, "1.png", 2, 2, 0);
        var second = Pictures.WriteGrey(Root, "2.png", 3, 2, 0);
        AssertRefused($"'{first}' has 2 × 2", $"'{second}' has 3 × 2", "--size N");
    }

    [Fact]
    public void Open_FileThatIsNoImage_IsRefusedByName()
    {
        Pictures.WriteGrey(Root, "1.png", 2, 2, 0);
        var notes = Pictures.Write(Root, "notes.png", "not a picture"u8.ToArray());
        AssertRefused(notes, "not an image");
    }

    [Fact]
    public void Open_GifOrEmptyFile_IsRefusedByName()
    {
        var gif = Pictures.Write(Root, "1.png", Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAAAAAAALAAAAAABAAEAAAIBRAA7"));
        AssertRefused(gif, "is a GIF image");
        File.WriteAllBytes(gif, []);
        AssertRefused(gif, "not an image");
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    public void Open_ImageThatIsCutOff_IsRefusedByName(SKEncodedImageFormat format)
    {
        var file = Pictures.Write(Root, "1.png", 64, 64, (x, y) => new SKColor((byte)(x * y), (byte)(7 * x), (byte)(13 * y)), format);
        var whole = File.ReadAllBytes(file);
        File.WriteAllBytes(file, whole[..(whole.Length / 2)]);
        AssertRefused(file, "cut off");
    }

    [Fact]
    public void Open_TransparentPixels_AreRefusedByName() =>
        AssertRefused(Pictures.Write(Root, "1.png", 2, 2, new SKColor(1, 2, 3, 128)), "transparent");

    [Fact]
    public void Open_EmptyFolders_AreRefused()
    {
        AssertRefused("is empty");
        var empty = Directory.CreateDirectory(Path.Combine(Root, "cat")).FullName;
        AssertRefused(empty, "is empty");
    }

    [Fact]
    public void Open_FoldersInTheWrongPlace_AreRefusedByName()
    {
        Pictures.WriteGrey(Root, "cat/old/1.png", 2, 2, 0);
        AssertRefused(Path.Combine(Root, "cat", "old"), "inside a class");
        Pictures.WriteGrey(Root, "1.png", 2, 2, 0);
        AssertRefused("'1.png' beside folders such as 'cat'");
    }

    [Fact]
    public void Open_TestClassThatTrainingLacks_IsRefused()
    {
        var file = Pictures.WriteGrey(Root, "cow/1.png", 2, 2, 0);
        var message = Assert.Throws<ImageDatasetException>(() => ImageFolder.Open(Root, null, null, ["cat", "dog"])).Message;
        Assert.All([file, "'cow'", "cat, dog"], part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    private ImagePart Open(int? size = null, ImageChannels? channels = null) => ImageFolder.Open(Root, size, channels, classes: null);

    private static byte[] Pixels(ImagePart part) => [.. part.Pixels.SelectMany(block => block.ToArray())];

    private void AssertRefused(params string[] expected)
    {
        var message = Assert.Throws<ImageDatasetException>(() => Pixels(Open())).Message;
        Assert.DoesNotContain("\n", message, StringComparison.Ordinal);
        Assert.All(expected, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    // An EXIF segment with the one entry 0x0112, a short, behind the two bytes that begin a JPEG file.
    private static byte[] WithOrientation(byte[] jpeg, byte orientation)
    {
        byte[] exif =
        [
            .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8,
            0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
        ];
        return [.. jpeg[..2], 0xff, 0xe1, 0, (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];
    }
}
