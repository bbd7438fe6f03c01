using FastOde.Specs.Reading;
using FastOde.Specs.Schema;

namespace FastOde.Specs.Tests.Reading;

/// <summary>What is offered at the mark | in a text.</summary>
public sealed class SpecCompletionTests
{
    private static readonly SpecCompletion Completion = new(SpecSchema.Standard, topic => topic == "solver" ? ["euler", "heun"] : ["two-gaussians", "two-moons"]);

    [Fact]
    public void At_EmptyText_OffersTheKeysOfASpec()
    {
        var words = Words("|");
        Assert.Contains("name", words);
        Assert.Contains("trial", words);
        Assert.DoesNotContain("beta", words);
    }

    [Theory]
    [InlineData("name: a\ntr|", "trial")]
    [InlineData("trial:\n  coupling: { ki|", "kind")]
    [InlineData("trial:\n  coupling: { kind: le|", "learned")]
    [InlineData("trial:\n  coupling:\n    kind: learned\n    be|", "beta")]
    [InlineData("trial:\n  coupling: { kind: learned, be|ta: 10 }\n  network: { kind: mlp }", "beta")]
    [InlineData("trial: { coupling: { kind: learned, be|", "beta")]
    [InlineData("trial:\n  data: { name: two-m|", "two-moons")]
    [InlineData("trial:\n  data:\n    name: two-g| # the plane", "two-gaussians")]
    [InlineData("trial:\n  evaluation:\n    solvers: { he|", "heun")]
    [InlineData("trial:\n  evaluation: { solvers: { euler: [1, 4], he|", "heun")]
    [InlineData("search:\n  space:\n    coupling.be|", "coupling.beta")]
    [InlineData("search:\n  space:\n    coupling.kind: { values: [le|", "learned")]
    [InlineData("search:\n  space:\n    coupling.kind: { values: [independent, le|] }", "learned")]
    [InlineData("search:\n  space:\n    coupling.beta: { sc|", "scale")]
    [InlineData("search:\n  space:\n    coupling.beta: { when: { coupling.kind: le|", "learned")]
    [InlineData("trial:\n  coupling:\n    penalties:\n      - kind: sl|", "sliced-wasserstein")]
    [InlineData("trial:\n  coupling:\n    kind: learned\n    penalties: [sl|", "sliced-wasserstein")]
    [InlineData("\"trial\":\n  iter|", "iterations")]
    public void At_BeginningOfAWord_OffersIt(string text, string word) => Assert.Equal(word, Words(text)[0]);

    [Fact]
    public void At_KeysOfAKind_AreThoseOfThatKindAlone()
    {
        Assert.Contains("beta", Words("trial:\n  coupling:\n    kind: learned\n    |"));
        Assert.DoesNotContain("beta", Words("trial:\n  coupling:\n    kind: independent\n    |"));
        Assert.DoesNotContain("beta", Words("trial:\n  coupling:\n    |\n    kind: independent\n  iterations: 5"));
        Assert.DoesNotContain("beta", Words("trial:\n  coupling: { | }"));
    }

    [Fact]
    public void At_KindThatIsSearched_OffersTheKeysOfAll() =>
        Assert.Contains("beta", Words("trial:\n  coupling: { | }\nsearch:\n  space:\n    coupling.kind: { values: [independent, learned] }\n"));

    [Fact]
    public void At_Indentation_DecidesTheGroup()
    {
        const string Text = "trial:\n  data: { name: two-moons }\n  network:\n    kind: mlp\n";
        Assert.Contains("hidden", Words($"{Text}    |"));
        Assert.Contains("iterations", Words($"{Text}  |"));
        Assert.DoesNotContain("data", Words($"{Text}  |"));
        Assert.Contains("seeds", Words($"{Text}|"));
        Assert.Empty(Words($"{Text}        |"));
    }

    [Fact]
    public void At_KeysThatAreThere_AreNotOfferedAgain()
    {
        var words = Words("trial:\n  |\n  iterations: 5\n  batchSize: 3");
        Assert.DoesNotContain("iterations", words);
        Assert.DoesNotContain("batchSize", words);
        Assert.Contains("network", words);
    }

    [Theory]
    [InlineData("# tr|")]
    [InlineData("name: a # tr|")]
    [InlineData("name: |")]
    [InlineData("unknown:\n  |")]
    [InlineData("trial:\n  iterations: 5|")]
    [InlineData("trial:\n  coupling: { kind: learned| }")]
    public void At_PlaceWithoutNames_OffersNothing(string text) => Assert.Empty(Words(text));

    [Fact]
    public void At_BraceThatIsNotClosed_KeepsTheLinesBelow()
    {
        var words = Words("trial:\n  coupling: { kind: learned, |\n  iterations: 5\nseeds: [0]");
        Assert.Contains("beta", words);
        Assert.DoesNotContain("kind", words);
    }

    [Fact]
    public void At_Suggestion_SaysWhatItMeansAndWhatIsWritten()
    {
        var beta = At("trial:\n  coupling: { kind: learned, beta|").Items[0];
        Assert.Equal("beta: ", beta.Insert);
        Assert.StartsWith("β, the weight of the KL", beta.Detail, StringComparison.Ordinal);
        Assert.NotEqual("", At("trial:\n  network|").Items[0].Detail);
        Assert.Equal("trial:\n  ", Assert.Single(At("trial|").Items).Insert);
        Assert.Equal("    solvers:\n      ", $"    {At("trial:\n  evaluation:\n    solv|").Items[0].Insert}");
        var learned = At("trial:\n  coupling: lear|").Items[0];
        Assert.Equal(("{ kind: learned }", 2), (learned.Insert, learned.Back));
    }

    [Fact]
    public void At_InTheMiddleOfAWord_ReplacesAllOfIt()
    {
        const string Text = "trial:\n  iterXtions: 5";
        var found = Completion.At(Text, Text.IndexOf('X', StringComparison.Ordinal));
        Assert.Equal("iterXtions", Text[found.Start..found.End]);
    }

    [Fact]
    public void At_AnyPlaceOfAnyTextThatIsTyped_NeverFails()
    {
        const string Text = "name: 'a b'\nseeds: [0, 1]\ntrial:\n  data: { name: two-moons }\n  coupling:\n    kind: learned\n    penalties:\n      - { kind: kl }\n      - kl\n  evaluation: { solvers: { euler: [1, 2], heun: [9] }, metrics: [curvature] }\nsearch:\n  space:\n    coupling.beta: { min: 1, max: 30, scale: log, when: { coupling.kind: learned } }\n\t- ]}: {,\n";
        for (var length = 0; length <= Text.Length; length++)
        {
            for (var caret = 0; caret <= length; caret += 3)
                Assert.NotNull(Completion.At(Text[..length], caret).Items);
        }
    }

    private static List<string> Words(string marked) => [.. At(marked).Items.Select(item => item.Word)];

    private static SpecSuggestions At(string marked)
    {
        var caret = marked.IndexOf('|', StringComparison.Ordinal);
        return Completion.At(marked.Remove(caret, 1), caret);
    }
}
