using FastOde.Silo.Output;

namespace FastOde.Silo.Tests.Output;

public sealed class VisibleWriterTests
{
    [Theory]
    [InlineData("a\nb\tc", "a\nb\tc")]
    [InlineData("a\r\nb", "a\nb")]
    [InlineData("\u001b[2J\u009b1m\u0007", @"\u001b[2J\u009b1m\u0007")]
    [InlineData("x\u202ey 😀", @"x\u202ey 😀")]
    public void Write_InAnyWay_KeepsLinesAndShowsWhatIsHidden(string text, string shown)
    {
        using var output = new StringWriter() { NewLine = "\n" };
        using var writer = new VisibleWriter(output);

        writer.Write(text);
        writer.WriteLine(text);
        writer.Write(text.ToCharArray());
        writer.Write(text.AsSpan());

        Assert.Equal($"{shown}{shown}\n{shown}{shown}", output.ToString());
    }

    [Fact]
    public void Write_CharacterByCharacter_ShowsWhatIsHiddenAndKeepsPairs()
    {
        using var output = new StringWriter();
        using var writer = new VisibleWriter(output);

        foreach (var character in "\u001b😀\n")
            writer.Write(character);

        Assert.Equal("\\u001b😀\n", output.ToString());
    }
}
