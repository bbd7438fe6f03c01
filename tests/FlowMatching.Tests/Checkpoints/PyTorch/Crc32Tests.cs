using FastOde.FlowMatching.Checkpoints.PyTorch;

namespace FastOde.FlowMatching.Tests.Checkpoints.PyTorch;

/// <summary>The checksum of zip entries.</summary>
public sealed class Crc32Tests
{
    [Fact]
    public void Append_TheCustomaryDigits_GivesTheirPublishedChecksum() => Assert.Equal(0xCBF43926, Crc32.Append(0, "123456789"u8));

    [Fact]
    public void Append_InParts_GivesTheChecksumOfTheWhole()
    {
        var bytes = Enumerable.Range(0, 1000).Select(i => (byte)(i * i)).ToArray();
        var whole = Crc32.Append(0, bytes);
        for (var cut = 0; cut < 20; cut++)
            Assert.Equal(whole, Crc32.Append(Crc32.Append(0, bytes.AsSpan(0, cut)), bytes.AsSpan(cut)));
    }
}
