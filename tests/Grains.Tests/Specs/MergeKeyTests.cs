using FastOde.Specs.Networks;

namespace FastOde.Grains.Tests.Specs;

public sealed class MergeKeyTests
{
    [Fact]
    public void Read_MergeOfADefinition_BringsInItsKeys()
    {
        var trial = SpecAssert.Valid("d: &d { iterations: 20, batchSize: 8 }\nname: a\ntrial:\n  <<: *d\n  batchSize: 16\n").Trial;
        Assert.Equal((20, 16), (trial.Iterations, trial.BatchSize));
    }

    [Fact]
    public void Read_MergeOfSeveral_TakesTheFirstThatHasAKey()
    {
        var trial = SpecAssert.Valid("""
            a: &a { iterations: 1, batchSize: 2 }
            b: &b { iterations: 3, batchSize: 4, accumulation: 2 }
            name: a
            trial:
              iterations: 9
              <<: [*a, *b]
            """).Trial;
        Assert.Equal((9, 2, 2), (trial.Iterations, trial.BatchSize, trial.Accumulation));
    }

    [Fact]
    public void Read_MergeOfMerges_BringsInAll()
    {
        var trial = SpecAssert.Valid("""
            parts:
              a: &a { iterations: 1, batchSize: 2 }
              b: &b { <<: *a, batchSize: 4 }
            name: a
            trial: { <<: *b, network: &n { hidden: 7 }, encoder: { <<: *n, layers: 3 } }
            """).Trial;
        Assert.Equal((1, 4, 7, 7, 3), (trial.Iterations, trial.BatchSize, Layered(trial.Network).Hidden, Layered(trial.Encoder.Over(trial.Network)).Hidden, Layered(trial.Encoder.Over(trial.Network)).Layers));
    }

    [Theory]
    [InlineData("name: a\ntrial:\n  <<: 5", 3, "trial.<<", "Expected a group of keys to merge, or a list of such groups, found '5'")]
    [InlineData("name: a\ntrial:\n  <<: []", 3, "trial.<<", "found a list")]
    [InlineData("name: a\ntrial:\n  <<:", 3, "trial.<<", "found nothing")]
    [InlineData("name: a\ntrial:\n  \"<<\": { iterations: 5 }", 3, "trial.<<", "There is no key '<<'.")]
    [InlineData("name: a\ntrial:\n  <<: { iterations: 5 }\n  <<: { batchSize: 5 }", 4, "trial.<<", "already stands in line 3")]
    [InlineData("d: &d\n  itertions: 5\nname: a\ntrial: { <<: *d }", 2, "trial.itertions", "did you mean 'iterations'?")]
    [InlineData("d: &d { iterations: 5 }\nname: a\ntrial: {}", 1, "d", "There is no key 'd'. Known: name, seeds, trial, search, objective, limits, retention.")]
    public void Read_MergeThatCannotBe_IsRefusedWhereItStands(string text, int line, string key, string words) =>
        SpecAssert.Refused(text, line, key, words);

    [Fact]
    public void Read_MergesThatGrowWithoutEnd_AreRefused()
    {
        var keys = string.Join(", ", Enumerable.Range(0, 100).Select(number => $"k{number}: 1"));
        var chain = string.Concat(Enumerable.Range(1, 200).Select(number => $"a{number}: &a{number} {{ <<: *a{number - 1} }}\n"));
        SpecAssert.Refused($"a0: &a0 {{ {keys} }}\n{chain}name: a\ntrial: {{}}\n", 102, "", "merge keys bring in more than 10000 keys");
    }

    [Fact]
    public void Read_SameGroupMergedAgainAndAgain_CountsOnce() =>
        Assert.Equal(5, SpecAssert.Valid($"name: a\nd: &d {{ iterations: 5 }}\ntrial: {{ <<: [{string.Join(", ", Enumerable.Repeat("*d", 50_000))}] }}").Trial.Iterations);

    [Fact]
    public void Read_ListsOfListsOfAliases_AreRefusedWithoutUnfoldingThem()
    {
        var bomb = "a0: &a0 [1]\n" + string.Concat(Enumerable.Range(1, 40).Select(number =>
            $"a{number}: &a{number} [{string.Join(", ", Enumerable.Repeat($"*a{number - 1}", 10))}]\n"));
        Assert.Contains(SpecAssert.Invalid($"{bomb}name: a\nseeds: *a40\ntrial: {{}}\n"), problem => problem.Key == "seeds[0]");
    }

    private static LayeredNetworkSpec Layered(NetworkSpec network) => Assert.IsAssignableFrom<LayeredNetworkSpec>(network);
}
