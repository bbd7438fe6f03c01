using CsCheck;
using FastOde.Search.Samplers;
using FastOde.Search.Spaces;
using FastOde.Search.Tests.Spaces;
using FastOde.Search.Tests.TestSupport;
using FastOde.Specs;

namespace FastOde.Search.Tests.Samplers;

/// <summary>What every sampler keeps to, whichever there are.</summary>
public sealed class SamplerConformanceTests
{
    private const int Trials = 12;

    /// <summary>All but those that finite spaces are not for, and the one that suggests nothing.</summary>
    public static TheoryData<string> Names => [.. SamplerCatalog.Standard.Names.Except(["cma-es", "external"])];

    [Fact]
    public void Names_OfTheCatalog_AreThoseOfTheDocumentation() => Assert.Equal(["cma-es", "external", "grid", "nsga2", "random", "sobol", "tpe"], SamplerCatalog.Standard.Names);

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
        return Histories(kept).All(known => Create(name, seed, space).Next(known)!.Equals(kept.Next(known)));
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

    private static ISampler Create(string name, long seed, SearchSpace space, int trials = Trials) =>
        SamplerCatalog.Standard.Create(new SearchSpec { Sampler = name, Seed = seed, Trials = trials }, space);

    /// <summary>With conditions, with keys that a trial has no use for, with any results, and asked again after it has said that it is at the end.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Next_OfAFiniteSpace_GivesEachAssignmentOnceAndThenNone(string name) => Gen.Select(SpaceGen.Any, Gen.Long[0, 1000]).Sample(
        (space, seed) =>
        {
            var all = Suggestions.Of(new GridSampler(new SearchSpec(), space)).ToHashSet();
            var sampler = Create(name, seed, space, trials: all.Count + 5);
            var sequence = Sequence(sampler, all.Count + 5).ToList();
            return sampler.Total == all.Count && sequence.Count == all.Count && all.SetEquals(sequence);
        },
        iter: 50);

    [Theory]
    [MemberData(nameof(Names))]
    public void Next_OfNothingButBadResults_GoesOn(string name) => Searches((space, seed) =>
    {
        var sampler = Create(name, seed, space);
        SuggestedTrial Ended(int number, Assignment assignment) => (number % 5) switch
        {
            0 => new(number, assignment, TrialOutcome.Failed),
            1 => new(number, assignment, TrialOutcome.Completed) { Values = [double.NaN] },
            2 => new(number, assignment, TrialOutcome.Completed) { Values = [double.PositiveInfinity] },
            3 => new(number, assignment, TrialOutcome.Pruned),
            _ => new(number, assignment, TrialOutcome.Completed) { Values = [double.NegativeInfinity], Violation = double.NaN },
        };
        return Sequence(sampler, Trials, Ended).Count() == Math.Min(sampler.Total, Trials);
    });

    private static IEnumerable<Assignment> Sequence(ISampler sampler, int most = Trials, Func<int, Assignment, SuggestedTrial>? end = null) =>
        Histories(sampler, most, end).Select(sampler.Next).TakeWhile(assignment => assignment is not null)!;

    /// <summary>What a sampler is told before each of its suggestions, where every third trial fails and the last has not ended.</summary>
    private static IEnumerable<SearchHistory> Histories(ISampler sampler, int most = Trials, Func<int, Assignment, SuggestedTrial>? end = null)
    {
        List<SuggestedTrial> trials = [];
        for (var suggested = 0; suggested < most; suggested++)
        {
            var known = new SearchHistory() { Suggested = suggested, Trials = sampler.Learns ? [.. trials] : [] };
            if (sampler.Next(known) is not { } next)
                yield break;
            yield return known;
            if (suggested > 0)
                trials[^1] = (end ?? Ended)(trials[^1].Number, trials[^1].Assignment);
            trials.Add(new(suggested + 1, next, TrialOutcome.Unfinished));
        }
    }

    private static SuggestedTrial Ended(int number, Assignment assignment) => number % 3 == 0
        ? new(number, assignment, TrialOutcome.Failed)
        : new(number, assignment, TrialOutcome.Completed) { Values = [1.0 / number] };
}
