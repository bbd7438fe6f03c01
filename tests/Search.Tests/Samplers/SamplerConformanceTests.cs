using CsCheck;
using FastOde.Search.Samplers;
using FastOde.Search.Spaces;
using FastOde.Search.Tests.Spaces;
using FastOde.Specs;

namespace FastOde.Search.Tests.Samplers;

/// <summary>What every sampler keeps to, whichever there are.</summary>
public sealed class SamplerConformanceTests
{
    private const int Trials = 12;

    public static TheoryData<string> Names => [.. SamplerCatalog.Standard.Names];

    [Fact]
    public void Names_OfTheCatalog_AreThoseOfTheDocumentation() => Assert.Equal(["grid", "random"], SamplerCatalog.Standard.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void Next_OfTheSameRowsInAnyOrder_IsTheSameAnswer(string name) => Searches((space, seed) =>
    {
        var sampler = Create(name, seed, space);
        var histories = Histories(sampler).ToList();
        var backwards = Enumerable.Reverse(histories).Select(sampler.Next).ToList();
        return Enumerable.Reverse(backwards).SequenceEqual(histories.Select(sampler.Next));
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Next_AfterARestartAtAnyNumber_GoesOnWithTheSameSequence(string name) => Searches((space, seed) =>
    {
        var kept = Create(name, seed, space);
        return Histories(kept).All(known => Create(name, seed, space).Next(known).Equals(kept.Next(known)));
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Next_OfAnySpace_GivesEveryActiveDimensionAValueItCanHave(string name) => Searches((space, seed) =>
        Sequence(Create(name, seed, space)).All(assignment =>
        {
            var values = assignment.ToDictionary();
            return assignment.All(entry => space.Find(entry.Key)!.CanBe(entry.Value))
                && space.Dimensions.All(dimension => SearchSpace.IsActive(dimension, values) == values.ContainsKey(dimension.Key));
        }));

    [Theory]
    [MemberData(nameof(Names))]
    public void Total_OfAnySpace_IsPositive(string name) => Searches((space, seed) => Create(name, seed, space).Total > 0);

    private static void Searches(Func<SearchSpace, long, bool> holds) => Gen.Select(SpaceGen.Finite, Gen.Long).Sample(holds, iter: 50);

    private static ISampler Create(string name, long seed, SearchSpace space) =>
        SamplerCatalog.Standard.Create(new SearchSpec { Sampler = name, Seed = seed, Trials = Trials }, space);

    private static IEnumerable<Assignment> Sequence(ISampler sampler) => Histories(sampler).Select(sampler.Next);

    /// <summary>What a sampler is told before each of its suggestions, where every third trial fails and the last has not ended.</summary>
    private static IEnumerable<SearchHistory> Histories(ISampler sampler)
    {
        List<SuggestedTrial> trials = [];
        for (var suggested = 0; suggested < Math.Min(sampler.Total, Trials); suggested++)
        {
            var known = new SearchHistory() { Suggested = suggested, Trials = sampler.Learns ? [.. trials] : [] };
            yield return known;
            if (suggested > 0)
                trials[^1] = suggested % 3 == 0 ? trials[^1] with { Outcome = TrialOutcome.Failed } : trials[^1] with { Outcome = TrialOutcome.Completed, Value = 1.0 / suggested };
            trials.Add(new(suggested + 1, sampler.Next(known), TrialOutcome.Unfinished, null));
        }
    }
}
