using FastOde.Silo.Exports;

namespace FastOde.Silo.Tests.Exports;

public sealed class Crc32CTests
{
    /// <summary>The vectors of RFC 3720, appendix B.4, and the usual check value.</summary>
    public static TheoryData<byte[], uint> Vectors => new()
    {
        { "123456789"u8.ToArray(), 0xE3069283 },
        { new byte[32], 0x8A9136AA },
        { Enumerable.Repeat((byte)0xFF, 32).ToArray(), 0x62A8AB43 },
        { Enumerable.Range(0, 32).Select(index => (byte)index).ToArray(), 0x46DD794E },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Of_PublishedVector_IsItsChecksum(byte[] bytes, uint expected) => Assert.Equal(expected, Crc32C.Of(bytes));
}
