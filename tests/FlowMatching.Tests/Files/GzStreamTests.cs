using System.IO.Compression;
using FastOde.FlowMatching.Files;

namespace FastOde.FlowMatching.Tests.Files;

/// <summary>gz as gunzip reads it: what is accepted, and what is refused.</summary>
public sealed class GzStreamTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * i * 2654435761 >> 13))];

    [Fact]
    public void Read_SeveralMembers_AreJoined() =>
        Assert.Equal(Content, Read([.. Zipped(Content[..1000]), .. Zipped([]), .. Zipped(Content[1000..])]));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(200_000)]
    public void Read_ZerosAfterTheLastMember_ArePassedOver(int zeros) =>
        Assert.Equal(Content, Read([.. Zipped(Content), .. new byte[zeros]]));

    [Fact]
    public void Read_OneByteAtATime_GivesTheSame() => Assert.Equal(Content, Read([.. Zipped(Content), .. Zipped([])], slow: true));

    [Theory]
    [InlineData(new byte[] { 1 }, "something else follows")]
    [InlineData(new byte[] { 0, 0, 1 }, "something else follows")]
    [InlineData(new byte[] { 0x1f, 0x8b }, "cut off")]
    [InlineData(new byte[] { 0x1f, 0x8c, 0, 0, 0, 0, 0, 0, 0, 0 }, "does not begin as gz")]
    public void Read_SomethingElseAfterTheLastMember_IsRefused(byte[] rest, string expected) =>
        AssertRefused([.. Zipped(Content), .. rest], expected);

    [Fact]
    public void Read_CutOffAnywhere_IsRefused()
    {
        byte[] whole = [.. Zipped(Content[..50]), .. Zipped(Content[50..90])];
        var end = Zipped(Content[..50]).Length;
        for (var length = 0; length < whole.Length; length++)
        {
            if (length != end)
                AssertRefused(whole[..length], "cut off");
        }
    }

    [Fact]
    public void Read_AnyAlteredBitOfContentOrTrailer_IsRefusedUnlessItChangesNothing()
    {
        var whole = Zipped(Content[..50]);
        var refused = 0;
        for (var bit = 80; bit < 8 * whole.Length; bit++)
        {
            byte[] altered = [.. whole];
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            if (Record.Exception(() => Assert.Equal(Content[..50], Read(altered))) is { } refusal)
            {
                Assert.IsType<InvalidDataException>(refusal);
                refused++;
            }
        }

        // Up to seven bits after the last code fill its byte and mean nothing.
        Assert.InRange(refused, 8 * (whole.Length - 10) - 7, int.MaxValue);
    }

    [Fact]
    public void Read_NameCommentExtraAndHeaderChecksum_ArePassedOver()
    {
        var plain = Zipped(Content);
        byte[] withAll = [.. plain[..3], 0x1e, .. plain[4..10], 2, 0, 9, 9, .. "name\0comment\0"u8, 7, 7, .. plain[10..]];
        Assert.Equal(Content, Read(withAll));
    }

    private static byte[] Read(byte[] zipped, bool slow = false)
    {
        using var stream = new GzStream(new MemoryStream(zipped));
        using var content = new MemoryStream();
        if (slow)
        {
            for (var next = stream.ReadByte(); next >= 0; next = stream.ReadByte())
                content.WriteByte((byte)next);
        }
        else
        {
            stream.CopyTo(content);
        }

        return content.ToArray();
    }

    private static void AssertRefused(byte[] zipped, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => Read(zipped)).Message, StringComparison.Ordinal);

    private static byte[] Zipped(byte[] content)
    {
        using var target = new MemoryStream();
        using (GZipStream gz = new(target, CompressionLevel.Optimal))
            gz.Write(content);
        return target.ToArray();
    }
}
