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
        AssertRefused(gif, "is empty");
    }

    [Fact]
    public void Open_Cancelled_GivesUp() =>
        Assert.Throws<OperationCanceledException>(() =>
        {
            Pictures.WriteGrey(Root, "1.png", 2, 2, 0);
            ImageFolder.Open(Root, null, null, classes: null, new CancellationToken(canceled: true));
        });

    [Fact]
    public void Open_PipeSocketOrDevice_IsRefusedByNameAtOnce()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files in folders");
        var file = Path.Combine(Root, "x.png");
        SpecialFiles.MakeFifo(file);
        AssertRefused(file, "FIFO");
        File.Delete(file);
        using (SpecialFiles.MakeSocket(file))
            AssertRefused(file, "socket");
        File.Delete(file);
        File.CreateSymbolicLink(file, "/dev/zero");
        AssertRefused(file, "device");
    }

    [Fact]
    public void Open_LinksThatLeadNowhereOrInACircle_AreRefusedByName()
    {
        var link = Path.Combine(Root, "1.png");
        File.CreateSymbolicLink(link, Path.Combine(Root, "missing.png"));
        AssertRefused(link);
        File.Delete(link);
        File.CreateSymbolicLink(link, link);
        AssertRefused(link);
        File.Delete(link);
        Directory.CreateSymbolicLink(Path.Combine(Root, "class"), Root);
        AssertRefused("a folder inside a class");
    }

    [Fact]
    public void Open_LargeImages_AreReadInSmallBlocks()
    {
        for (var i = 0; i < 5; i++)
            Pictures.WriteGrey(Root, $"{i}.png", 4000, 4000, (byte)i);
        Assert.Equal([64_000_000, 16_000_000], Open().Pixels.Select(block => block.Length));
    }

    /// <summary>What lies there, what the one line says it is, and what to do.</summary>
    [Theory]
    [InlineData("\0\0\x08\x03", "an IDX file of images", "published names")]
    [InlineData("\x80\x04\x95", "a Python pickle", "a pickle is a program")]
    [InlineData("PK\x03\x04", "a zip archive", "Unpack it")]
    [InlineData("version https://git-lfs.github.com/spec/v1\n", "a Git LFS pointer", "git lfs pull")]
    [InlineData("\n<!DOCTYPE html><title>404</title>", "an HTML page", "Download it again")]
    [InlineData("BM......", "a BMP image", "Convert it to PNG")]
    [InlineData("II*\0....", "a TIFF image", "Convert it to PNG")]
    [InlineData("\0\0\0\u0018ftypheic", "an AVIF or HEIC image", "Convert it to PNG")]
    public void Open_FileOfAnotherKind_SaysWhatItIs(string content, string kind, string cure)
    {
        var file = Pictures.Write(Root, "1.png", System.Text.Encoding.Latin1.GetBytes(content));
        AssertRefused(file, kind, cure);
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
        var message = Assert.Throws<ImageDatasetException>(() => ImageFolder.Open(Root, null, null, ["cat", "dog"], TestContext.Current.CancellationToken)).Message;
        Assert.All([file, "'cow'", "cat, dog"], part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    private ImagePart Open(int? size = null, ImageChannels? channels = null) =>
        ImageFolder.Open(Root, size, channels, classes: null, TestContext.Current.CancellationToken);

    private static byte[] Pixels(ImagePart part) => [.. part.Pixels.SelectMany(block => block.ToArray())];

    private void AssertRefused(params string[] expected)
    {
        var message = Assert.Throws<ImageDatasetException>(() => Pixels(Open())).Message;
        Assert.DoesNotContain("\n", message, StringComparison.Ordinal);
        Assert.All(expected, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }
}
