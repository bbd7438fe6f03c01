using FastOde.Analysis.Measurements;
using FastOde.Contracts.Queries;
using FastOde.Contracts.Results;

namespace FastOde.Contracts.Tests.Queries;

public sealed class ExperimentQueryTests
{
    [Fact]
    public void Parse_EveryKindOfPart_AsksForAll()
    {
        var query = ExperimentQuery.Parse("""two "beta study" state:running dataset:mnist beta>5 and fid@euler-4 < 12""");

        Assert.Equal(["two", "beta study"], query.Words);
        Assert.Equal((ExperimentState.Running, "mnist"), (query.State, query.Data));
        Assert.Equal(
            [new("beta", null, Relation.Greater, 5, "5"), new TrialCondition("fid", new EvaluationCell("euler", 4), Relation.Less, 12, "12")],
            query.Conditions);
    }

    [Theory]
    [InlineData("", false, false)]
    [InlineData("archived:no", false, false)]
    [InlineData("archived:yes", true, false)]
    [InlineData("archived:any", null, false)]
    [InlineData("deleted:yes", null, true)]
    [InlineData("deleted:no", false, false)]
    public void Parse_Shelves_AreShownWhereTheyAreAskedFor(string text, bool? archived, bool deleted) =>
        Assert.Equal((archived, deleted), (ExperimentQuery.Parse(text).Archived, ExperimentQuery.Parse(text).Deleted));

    [Fact]
    public void Parse_Tags_AreAllWantedInSmallLetters() =>
        Assert.Equal(["paper", "b/2"], ExperimentQuery.Parse("tag:Paper and tag:b/2").Tags);

    [Theory]
    [InlineData("coupling.beta>=1e-3", "coupling.beta", Relation.GreaterOrEqual, 1e-3, "1e-3")]
    [InlineData("coupling.kind=learned", "coupling.kind", Relation.Equal, null, "learned")]
    [InlineData("kind!=\"learned\"", "kind", Relation.NotEqual, null, "learned")]
    [InlineData("objective<=-3", "objective", Relation.LessOrEqual, -3.0, "-3")]
    [InlineData("fid[mnist-classifier]<9", "fid[mnist-classifier]", Relation.Less, 9.0, "9")]
    public void Parse_Condition_KnowsKeyRelationAndValue(string text, string key, Relation relation, double? number, string value) =>
        Assert.Equal(new TrialCondition(key, null, relation, number, value), Assert.Single(ExperimentQuery.Parse(text).Conditions));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  and ")]
    public void Parse_Nothing_AsksForNothing(string? text)
    {
        var query = ExperimentQuery.Parse(text);

        Assert.Empty(query.Words);
        Assert.Empty(query.Conditions);
    }

    [Theory]
    [InlineData("state:rnning", "state:rnning: there is no such state; expected running, paused, completed, cancelled")]
    [InlineData("state:1", "state:1: there is no such state")]
    [InlineData("colour:red", "colour:red: what comes before a colon is state, data, tag, archived or deleted")]
    [InlineData("archived:maybe", "archived:maybe: expected yes, no or any")]
    [InlineData("deleted:maybe", "deleted:maybe: expected yes or no")]
    [InlineData("fid@euler<12", "fid@euler: no cell; expected a solver and its number after the @, such as fid@euler-4")]
    [InlineData("beta>high", "beta>high: expected a number after >")]
    [InlineData("objective=low", "objective=low: expected a number after =")]
    public void Parse_WhatCannotBeUnderstood_SaysWhatWasExpected(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => ExperimentQuery.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("state:running", "state:running")]
    [InlineData("a \"b\" c>5", "a ", "b", " c>5")]
    [InlineData("")]
    public void Quoted_AnyText_IsPartsOfTheName(string text, params string[] words)
    {
        var query = ExperimentQuery.Parse(ExperimentQuery.Quoted(text));

        Assert.Equal(words, query.Words);
        Assert.Empty(query.Conditions);
    }
}
