using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Tests.TestSupport;
using SkiaSharp;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Datasets.Images;

/// <summary>Where the images of a grid stand.</summary>
public sealed class ImageGridTests
{
    [Fact]
    public void Compose_FiveImagesInThreeColumns_StandRowByRowBetweenWhiteGaps()
    {
        using var scope = torch.NewDisposeScope();
        var images = torch.arange(1, 6, dtype: torch.uint8).view(5, 1, 1, 1).expand(5, 1, 2, 3);
        var grid = ImageGrid.Compose(images, 3);
        Assert.Equal([1L, 2 * 2 + 2, 3 * 3 + 2 * 2], grid.shape);
        Assert.Equal(
            """
            111..222..333
            111..222..333
            .............
            .............
            444..555.....
            444..555.....
            """,
            string.Join('\n', Enumerable.Range(0, 6).Select(row => string.Concat(grid[0, row].data<byte>().ToArray().Select(value => value == 255 ? "." : $"{value}")))));
    }

    [Fact]
    public void Compose_FewerImagesThanColumns_LeavesNoEmptyPlace()
    {
        using var scope = torch.NewDisposeScope();
        Assert.Equal([3L, 4, 2 * 5 + 2], ImageGrid.Compose(torch.zeros(2, 3, 4, 5), 8).shape);
    }

    [Fact]
    public void Compose_InAScope_LeavesOnlyItsResult()
    {
        using var images = torch.zeros(2, 3, 4, 5);
        using var scope = torch.NewDisposeScope();
        ImageGrid.Compose(images, 2);
        Assert.Equal(1, scope.DisposablesCount);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 2)]
    public void Compose_OtherShape_SaysWhatIsExpected(int count, int channels)
    {
        using var images = torch.zeros(count, channels, 4, 4);
        Assert.Contains("expected [n, 1 or 3", Assert.Throws<ArgumentException>(() => ImageGrid.Compose(images, 2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Images_IsOnePngFile()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "grid.png");
        using var images = torch.ones(4, 3, 2, 2);
        ImageGrid.Write(file, -images, 2);
        using var decoded = SKBitmap.Decode(file);
        Assert.Equal((6, 6), (decoded.Width, decoded.Height));
        Assert.Equal([SKColors.Black, SKColors.White, SKColors.Black], new[] { 1, 2, 4 }.Select(at => decoded.GetPixel(at, at)));
    }
}
