using FastOde.FlowMatching.Datasets.Images.Formats;
using FastOde.FlowMatching.Tests.TestSupport;
using SkiaSharp;

namespace FastOde.FlowMatching.Tests.Datasets.Images.Formats;

/// <summary>Damage in JPEG files, over which the decoder passes in silence.</summary>
public sealed class JpegFileTests
{
    // 20 × 18 pixels in colour with half the resolution of hue, a restart marker after each unit; and 8 × 8 in CMYK.
    private const string Progressive =
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYV"
        + "pQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wgARCAAS"
        + "ABQDASIAAhEBAxEB/8QAGAABAAMBAAAAAAAAAAAAAAAAAAMEBQL/xAAWAQEBAQAAAAAAAAAAAAAAAAAEAwH/3QAEAAH/2gAMAwEAAhADEAAAAb"
        + "MUF6+//9DhpqH/AP/Rq6RQ3//S1Ac//8QAGRABAQEAAwAAAAAAAAAAAAAAAAIRARIT/9oACAEBAAEFAt1//9Dmdf/R83//0op//9OX/9Tq/9WH"
        + "/9aH/9d//8QAGREBAAIDAAAAAAAAAAAAAAAAAAEDAhIx/9oACAEDAQE/AbLX/9DeX//Ry6//0n//xAAYEQEBAAMAAAAAAAAAAAAAAAAAAQIDE/"
        + "/aAAgBAgEBPwGSYv/Q6x//0dj/0n//xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAY/An//0H//0X//0n//03//1H//1X//1n//13//xAAY"
        + "EAEAAwEAAAAAAAAAAAAAAAAAAREhMf/aAAgBAQABPyFf/9BP/9GdP//Stf/T0//Uo//Vf//Wf//Xjj//2gAMAwEAAgADAAAAEG//0Pv/0XP/0g"
        + "f/xAAYEQEBAAMAAAAAAAAAAAAAAAAAAREhMf/aAAgBAwEBPxDDqP/QtX//0R//0px//8QAFxEBAQEBAAAAAAAAAAAAAAAAAAExEf/aAAgBAgEB"
        + "PxCK/9C9n//Ry//Suv/EABkQAQEBAQEBAAAAAAAAAAAAAAEAETEhQf/aAAgBAQABPxBA7f/QH4v/0d+L/9Lwa3//08kv/9QY3L//1ei//9bkv/"
        + "/Xr//Z";

    private const string Baseline =
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYV"
        + "pQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAS"
        + "ABQDASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhBy"
        + "JxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKT"
        + "lJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAA"
        + "AAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRom"
        + "JygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExc"
        + "bHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/90ABAAB/9oADAMBAAIRAxEAPwC9HqAYdakMokFcjBeHPWtmzud2MmuihhVFXZ21a0aa"
        + "sj//0LTW4Y5xRVqMgoDRXo80EZvGu5//0eVj+9WxYdRRRXpT+EwxW5//0r0J/diiiim9zyD/2Q==";

    private const string Cmyk =
        "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCxAWEBETFBUVFQwPFxgWFB"
        + "gSFBUU/8AAFAgACAAIBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQEC"
        + "AwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dX"
        + "Z3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4E"
        + "QwBNAFkASwAAPwCn8U0+3+bs5zms9/gqdQO7yM59q+rfEfw+t7aBiIwOPStT4sSC7E2znrX/2Q==";

    public static TheoryData<string> Files => [Progressive, Baseline, Cmyk];

    [Theory]
    [MemberData(nameof(Files))]
    public void Verify_WholeFile_IsAccepted(string content) => JpegFile.Verify(Convert.FromBase64String(content));

    [Theory]
    [InlineData(1, 1, 100)]
    [InlineData(8, 8, 1)]
    [InlineData(31, 17, 50)]
    [InlineData(64, 64, 90)]
    [InlineData(100, 9, 100)]
    public void Verify_NoiseAndEdgesOfAnyQuality_AreAccepted(int width, int height, int quality)
    {
        JpegFile.Verify(Encode(width, height, quality, (x, y) => (byte)((x * 7919 + y * 104729) * 2654435761L >> 7)));
        JpegFile.Verify(Encode(width, height, quality, (x, y) => (byte)(x / 3 % 2 == y / 5 % 2 ? 255 : 0)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Verify_BytesAfterTheEnd_ArePassedOver(string content) => JpegFile.Verify([.. Convert.FromBase64String(content), 0xff, 0xd8, 1, 2, 3]);

    [Theory]
    [MemberData(nameof(Files))]
    public void Verify_CutOffAnywhere_IsRefused(string content)
    {
        var whole = Convert.FromBase64String(content);
        for (var length = 0; length < whole.Length; length++)
            Assert.Throws<InvalidDataException>(() => JpegFile.Verify(whole[..length]));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Verify_AnyAlteredByte_IsRefusedOrPassesButNeverFailsOtherwise(string content)
    {
        var whole = Convert.FromBase64String(content);
        for (var at = 0; at < whole.Length; at++)
        {
            foreach (var mask in new byte[] { 1, 0x80, 0xff })
            {
                byte[] altered = [.. whole];
                altered[at] ^= mask;
                if (Record.Exception(() => JpegFile.Verify(altered)) is { } refusal)
                    Assert.IsType<InvalidDataException>(refusal);
            }
        }
    }

    [Theory]
    [InlineData(0, "data end before its last pixels")]
    [InlineData(1, "lack a restart marker")]
    public void Verify_RestartMarkerAwayOrExchanged_IsRefused(int by, string expected)
    {
        var whole = Convert.FromBase64String(Baseline);
        var marker = Enumerable.Range(0, whole.Length - 1).Last(at => whole[at] == 0xff && whole[at + 1] == 0xd0);
        byte[] altered = by == 0 ? [.. whole[..marker], .. whole[(marker + 2)..]] : [.. whole];
        if (by > 0)
            altered[marker + 1] += (byte)by;
        AssertRefused(altered, by == 0 ? "coded data" : expected);
    }

    [Fact]
    public void Verify_BytesBetweenDataAndMarker_AreRefused()
    {
        var whole = Convert.FromBase64String(Baseline);
        AssertRefused([.. whole[..^2], 0x55, 0x55, .. whole[^2..]], "go on after its last pixels");
        AssertRefused([.. whole[..2], 0x55, .. whole[2..]], "bytes between its segments");
    }

    [Fact]
    public void Verify_MissingScans_AreRefused()
    {
        var whole = Convert.FromBase64String(Progressive);
        var scan = Enumerable.Range(0, whole.Length - 1).First(at => whole[at] == 0xff && whole[at + 1] == 0xda);
        AssertRefused([.. whole[..scan], 0xff, 0xd9], "ends before its last pixels");
        var second = Enumerable.Range(scan + 2, whole.Length - scan - 3).First(at => whole[at] == 0xff && whole[at + 1] is 0xc4 or 0xda);
        AssertRefused([.. whole[..scan], .. whole[second..]], "do not follow on each other");
    }

    /// <summary>Every code and count of this one fits, and the picture is far off: what gives it away are brightnesses that cannot be.</summary>
    [Fact]
    public void Verify_DamageThatKeepsEveryCode_IsRefusedForItsNumbers() =>
        AssertRefused(File.ReadAllBytes(SharedFiles.Require("cases/img-corrupt-jpeg/in/a.jpg")), "numbers that no image has");

    [Fact]
    public void Verify_FortyDamagedBytesAnywhere_AreMostlyNoticed()
    {
        var whole = Encode(64, 64, 75, (x, y) => (byte)(128 + 100 * Math.Sin(x / 9.0) * Math.Cos(y / 7.0) + (x * y) % 13));
        var start = Enumerable.Range(0, whole.Length - 1).Last(at => whole[at] == 0xff && whole[at + 1] == 0xda) + 14;
        var places = Enumerable.Range(start, whole.Length - 42 - start).ToArray();
        var noticed = places.Count(at =>
        {
            byte[] altered = [.. whole];
            altered.AsSpan(at, 40).Fill(0x55);
            return Record.Exception(() => JpegFile.Verify(altered)) is InvalidDataException;
        });
        Assert.InRange(noticed, 0.8 * places.Length, places.Length);
    }

    private static void AssertRefused(byte[] content, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => JpegFile.Verify(content)).Message, StringComparison.Ordinal);

    private static byte[] Encode(int width, int height, int quality, Func<int, int, byte> lightness)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        bitmap.Pixels =
        [
            .. Enumerable.Range(0, width * height).Select(i =>
                new SKColor(lightness(i % width, i / width), lightness(i / width, i % width), lightness(i, i))),
        ];
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, quality);
        return data.ToArray();
    }
}
