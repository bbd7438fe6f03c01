using FastOde.FlowMatching.Datasets.Images.Formats;

namespace FastOde.FlowMatching.Tests.Datasets.Images.Formats;

/// <summary>The orientation in EXIF data, whatever else is in them.</summary>
public sealed class ExifOrientationTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Of_EachOrientation_IsFound(bool isBig, bool hasPrefix)
    {
        for (byte orientation = 1; orientation <= 8; orientation++)
            Assert.Equal(orientation, ExifOrientation.Of(Pictures.Exif(orientation, isBig, hasPrefix)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void Of_NumberThatIsNone_IsUpright(byte orientation) => Assert.Equal(1, ExifOrientation.Of(Pictures.Exif(orientation)));

    [Fact]
    public void Of_DataCutOffOrAltered_IsSomeOrientation()
    {
        var whole = Pictures.Exif(6);
        for (var at = 0; at < whole.Length; at++)
        {
            byte[] altered = [.. whole];
            altered[at] ^= 0xff;
            Assert.InRange(ExifOrientation.Of(altered), 1, 8);
            Assert.InRange(ExifOrientation.Of(whole.AsSpan(0, at)), 1, 8);
        }
    }
}
