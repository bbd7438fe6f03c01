using System.Text;
using FastOde.Specs.Reading;
using FastOde.Specs.Schema;

namespace FastOde.Specs.Tests.Reading;

public sealed class SpecEncodingTests
{
    private const string Text = "name: μ\ntrial: {}\n";

    public static TheoryData<Encoding> Encodings => new(
        new UTF8Encoding(false), new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, new UTF32Encoding(true, true));

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Decode_TextWithOrWithoutAMark_IsTheText(Encoding encoding) =>
        Assert.Equal(Text, SpecEncoding.Decode([.. encoding.GetPreamble(), .. encoding.GetBytes(Text)]));

    [Theory]
    [InlineData("name: a\n# ", new byte[] { 0xFF, 0x0A }, 2, "UTF-8 (0xFF)")]
    [InlineData("a\r\nb\rc\n", new byte[] { 0xC0, 0xAF }, 4, "UTF-8 (0xC0)")]
    [InlineData("name: ", new byte[] { 0xED, 0xA0, 0x80 }, 1, "UTF-8 (0xED")]
    [InlineData("name: a\n", new byte[] { 0xE2, 0x82 }, 2, "UTF-8 (0xE2 0x82)")]
    public void Decode_BytesThatAreNoCharacter_AreRefusedWithTheirLine(string before, byte[] bytes, int line, string words)
    {
        var refused = Assert.Throws<SpecEncodingException>(() => SpecEncoding.Decode([.. Encoding.UTF8.GetBytes(before), .. bytes]));
        Assert.Equal(line, refused.Line);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_HalfOfACharacterInUtf16_IsRefused() =>
        Assert.Equal(2, Assert.Throws<SpecEncodingException>(() => SpecEncoding.Decode([0xFF, 0xFE, 0x61, 0, 0x0A, 0, 0x00, 0xD8, 0x61, 0])).Line);

    [Fact]
    public void Read_TextThatBeginsWithAMark_IsTheSpec() => Assert.Equal("a", new SpecReader(SpecSchema.Standard).Read("\uFEFFname: a\ntrial: {}\n", new("test"))!.Spec.Name);
}
