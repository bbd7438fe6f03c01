using System.Diagnostics;
using FastOde.Specs.Reading;

namespace FastOde.Grains.Tests.Specs;

public sealed class WholeNumberSpecTests
{
    [Theory]
    [InlineData("9007199254740992", 9007199254740992)]
    [InlineData("9007199254740991", 9007199254740991)]
    [InlineData("9007199254740991.000", 9007199254740991)]
    [InlineData("9.007199254740991e15", 9007199254740991)]
    [InlineData("+5", 5)]
    [InlineData("07", 7)]
    [InlineData("1e3", 1000)]
    [InlineData("1E+3", 1000)]
    [InlineData("1500e-2", 15)]
    [InlineData("0e99999999999999999999", 0)]
    [InlineData("-0", 0)]
    [InlineData("5.", 5)]
    public void Read_WholeNumberInAnyForm_IsExact(string written, long expected)
    {
        Assert.Equal([expected], SpecAssert.Valid($"name: a\ntrial: {{}}\nseeds: [{written}]").Seeds);
        Assert.Equal([expected], SpecAssert.Valid($$"""{ "name": "a", "trial": {}, "seeds": [{{written}}] }""").Seeds);
        Assert.Equal(expected, SpecAssert.Valid($"name: a\ntrial: {{}}\nsearch: {{ seed: {written} }}").Search.Seed);
        Assert.Equal([expected], SpecAssert.Valid(SpecOverrides.Parse([$"seeds=[{written}]"]).Apply("name: a\ntrial: {}\n")).Seeds);
    }

    [Theory]
    [InlineData("9007199254740993")]
    [InlineData("9007199254740992.5")]
    [InlineData("9.007199254740993e15")]
    [InlineData("18446744073709551616")]
    [InlineData("1e16")]
    [InlineData("1e400")]
    [InlineData("1e99999999999999999999")]
    [InlineData("5e-1")]
    [InlineData("-1")]
    [InlineData("0x10")]
    [InlineData("1_000")]
    [InlineData(".inf")]
    [InlineData("1e")]
    [InlineData(".")]
    [InlineData("٣")]
    public void Read_NoWholeNumberWithinBounds_IsRefusedAsItIsWritten(string written)
    {
        SpecAssert.Refused($"name: a\ntrial: {{}}\nseeds: [{written}]", 3, "seeds[0]", $"found '{written}'");
        SpecAssert.Refused($"name: a\ntrial: {{}}\nsearch: {{ seed: {written} }}", 3, "search.seed", $"found '{written}'");
    }

    [Fact]
    public void Read_ConditionOnANameThatLooksLikeANumber_IsThatName() => SpecAssert.Valid("""
        name: a
        trial: {}
        search:
          space:
            data.name: { values: [2024, two-moons] }
            batchSize: { values: [1, 2], when: { data.name: 2024 } }
        """);

    /// <summary>Ten times the seeds may take ten times as long, and twice that where the machine is busy; never a hundred times.</summary>
    [Fact]
    public void Read_ManySeeds_TakesTimeInProportion()
    {
        Seconds(1_000);
        var few = Enumerable.Range(0, 5).Min(_ => Seconds(9_999));
        var many = Enumerable.Range(0, 3).Min(_ => Seconds(99_999));

        Assert.True(many < 40 * few, $"9,999 seeds take {few:0.000} s and 99,999 take {many:0.000} s");
    }

    private static double Seconds(int seeds)
    {
        var text = $"name: a\ntrial: {{ function: sphere, x1: 1, x2: 2 }}\nseeds: [{string.Join(", ", Enumerable.Range(0, seeds))}]\n";
        var start = Stopwatch.GetTimestamp();
        Assert.Equal(seeds, SpecAssert.Valid(text).Seeds.Count);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
