using FastOde.Search.Samplers;
using FastOde.Search.Spaces;
using FastOde.Specs;

namespace FastOde.Search.Tests.Samplers;

/// <summary>What samplers make of results that were there before their first suggestion.</summary>
public sealed class SamplerEarlierTests
{
    private const double Best = 7;

    private static readonly SearchSpace Space = new([
        new SearchDimension { Key = "x1", Min = -10, Max = 10 },
        new SearchDimension { Key = "x2", Min = -10, Max = 10 }]);

    public static TheoryData<string> Learning => [.. SamplerCatalog.Standard.Names.Where(name => SamplerCatalog.Standard.About(name).NeedsObjective)];

    [Theory]
    [MemberData(nameof(Learning))]
    public void Next_WithEarlierResults_SearchesWhereTheyWereBest(string name)
    {
        var earlier = Earlier(60);

        var with = Distances(name, earlier);
        var without = Distances(name, []);

        Assert.True(with < 0.7 * without, $"{name}: mean distance from the best {with} with, {without} without");
    }

    [Theory]
    [MemberData(nameof(Learning))]
    public void Next_WithTheSameEarlierResults_IsTheSameInAnySampler(string name)
    {
        var sampler = Create(name);
        var earlier = Earlier(30);
        var asked = Enumerable.Range(0, 5).Select(place => Ask(sampler, place, earlier)).ToArray();

        // Asked in between with others, it goes back to what it said.
        _ = Ask(sampler, 0, Earlier(12));
        Assert.Equal(asked, Enumerable.Range(0, 5).Select(place => Ask(Create(name), place, Earlier(30))));
        Assert.Equal(asked, Enumerable.Range(0, 5).Select(place => Ask(sampler, place, earlier)));
    }

    [Theory]
    [InlineData("tpe")]
    [InlineData("nsga2")]
    public void Next_OfAFiniteSpace_MayTryWhatAnotherExperimentTried(string name)
    {
        var space = new SearchSpace([new SearchDimension { Key = "x1", Values = [ParameterValue.Of(1), ParameterValue.Of(2)] }]);
        var sampler = SamplerCatalog.Standard.Create(new SearchSpec { Sampler = name, Trials = 2 }, space);
        SuggestedTrial[] earlier = [.. ((double[])[1, 2]).Select(x => new SuggestedTrial(0, new([KeyValuePair.Create("x1", ParameterValue.Of(x))]), TrialOutcome.Completed) { Values = [x] })];

        var first = sampler.Next(new() { Suggested = 0, Earlier = earlier })!;
        var second = sampler.Next(new() { Suggested = 1, Trials = [new(1, first, TrialOutcome.Unfinished)], Earlier = earlier })!;

        Assert.NotEqual(first, second);
        Assert.Null(sampler.Next(new() { Suggested = 2, Trials = [new(1, first, TrialOutcome.Unfinished), new(2, second, TrialOutcome.Unfinished)], Earlier = earlier }));
    }

    private static ISampler Create(string name) => SamplerCatalog.Standard.Create(new SearchSpec { Sampler = name, Trials = 1000 }, Space);

    private static Assignment Ask(ISampler sampler, int place, IReadOnlyList<SuggestedTrial> earlier) => sampler.Next(new() { Suggested = place, Earlier = earlier })!;

    private static double Distances(string name, IReadOnlyList<SuggestedTrial> earlier)
    {
        var sampler = Create(name);
        return Enumerable.Range(0, 40).Select(place => Ask(sampler, place, earlier)).Average(drawn => Math.Sqrt(Value(drawn)));
    }

    private static double Value(Assignment assignment) =>
        Math.Pow(assignment["x1"].Number!.Value - Best, 2) + Math.Pow(assignment["x2"].Number!.Value - Best, 2);

    /// <summary>Points of a search that was spread evenly, with the value of a bowl about (7, 7).</summary>
    private static SuggestedTrial[] Earlier(int count)
    {
        var sobol = SamplerCatalog.Standard.Create(new SearchSpec { Sampler = "sobol", Trials = 1000, Seed = 5 }, Space);
        return [.. Enumerable.Range(0, count).Select(place => sobol.Next(new() { Suggested = place })!)
            .Select(assignment => new SuggestedTrial(0, assignment, TrialOutcome.Completed) { Values = [Value(assignment)] })];
    }
}
