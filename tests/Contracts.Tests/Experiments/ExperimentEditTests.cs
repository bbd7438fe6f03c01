using FastOde.Contracts.Experiments;

namespace FastOde.Contracts.Tests.Experiments;

public sealed class ExperimentEditTests
{
    [Fact]
    public void Checked_EveryPart_IsTidied()
    {
        var edit = new ExperimentEdit { Name = " a ", Notes = "\nfirst\r\nsecond\n", Tags = ["B", "a", "b"] }.Checked();

        Assert.Equal(("a", "first\nsecond"), (edit.Name, edit.Notes));
        Assert.Equal(["a", "b"], edit.Tags);
        Assert.Equal("name a; tags a b; notes of 12 characters", edit.Describe());
        Assert.Equal(new ExperimentEdit(), new ExperimentEdit().Checked());
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("")]
    [InlineData("a:b")]
    [InlineData("\u202Eabc")]
    [InlineData("12345678901234567890123456789012345678901")]
    public void Checked_ATagThatIsNone_SaysWhatWasExpected(string tag) => Assert.StartsWith(
        "tag '", Assert.Throws<ExperimentRefusedException>(() => new ExperimentEdit { Tags = ["fine", tag] }.Checked()).Message, StringComparison.Ordinal);

    [Fact]
    public void Checked_WhatIsTooLongOrHidden_IsRefused()
    {
        ExperimentEdit[] edits =
        [
            new() { Name = " " }, new() { Name = new string('a', 201) }, new() { Name = "a\u001Bb" },
            new() { Notes = new string('a', 20_001) }, new() { Notes = "a\u202Eb" },
            new() { Tags = [.. Enumerable.Range(1, 21).Select(number => $"tag{number}")] },
        ];

        Assert.All(edits, edit => Assert.Throws<ExperimentRefusedException>(edit.Checked));
    }

    [Theory]
    [InlineData("a, b  c", "a", "b", "c")]
    [InlineData(" ")]
    [InlineData(null)]
    public void TagsOf_AText_AreItsWords(string? text, params string[] tags) => Assert.Equal(tags, ExperimentEdit.TagsOf(text));
}
