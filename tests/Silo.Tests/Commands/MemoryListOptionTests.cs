using System.CommandLine;
using FastOde.Silo.Commands;

namespace FastOde.Silo.Tests.Commands;

/// <summary>How much memory of GPUs a command line gives to trials.</summary>
public sealed class MemoryListOptionTests
{
    private readonly Option<IReadOnlyList<long>?> option = MemoryListOption.Create();

    [Fact]
    public void Parse_NotGiven_SaysNothing() => Assert.Null(Parsed().GetValue(option));

    [Fact]
    public void Parse_SizesOfEachGpu_AreBytes() => Assert.Equal([80L << 30, 3L << 29], Parsed("--device-memory", "80,1.5").GetValue(option));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("80,")]
    [InlineData("a")]
    [InlineData("10001")]
    public void Parse_AnythingElse_SaysWhatWasExpected(string text) =>
        Assert.Contains($"--device-memory {text}: expected GiB above 0", Parsed("--device-memory", text).Errors.Select(error => error.Message).First(), StringComparison.Ordinal);

    private ParseResult Parsed(params string[] arguments) => new RootCommand { option }.Parse(arguments);
}
