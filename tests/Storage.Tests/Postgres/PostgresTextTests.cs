using FastOde.Storage.Postgres;

namespace FastOde.Storage.Tests.Postgres;

public sealed class PostgresTextTests
{
    /// <summary>Halves of pairs do not survive as arguments of a theory.</summary>
    [Fact]
    public void Storable_AnyText_ReplacesWhatIsNone()
    {
        foreach (var text in new[] { "", "plain", "naïve 🂡" })
            Assert.Equal(text, PostgresText.Storable(text));
        Assert.Equal("a\ufffdb", PostgresText.Storable("a\0b"));
        Assert.Equal("x\ufffd", PostgresText.Storable("x\ud83c"));
        Assert.Equal("\ufffd🂡", PostgresText.Storable("\udca1\ud83c\udca1"));
    }
}
