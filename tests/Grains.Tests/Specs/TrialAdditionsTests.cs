using System.Collections.Immutable;
using FastOde.Contracts.Results;
using FastOde.Grains.Specs;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Specs;
using FastOde.Storage.Experiments;

namespace FastOde.Grains.Tests.Specs;

/// <summary>What is added to an experiment comes behind what there was, and is what a larger spec would have had.</summary>
public sealed class TrialAdditionsTests
{
    private static readonly ExperimentSpec Random = SpecAssert.Valid(
        "name: a\nseeds: [3, 1]\ntrial: { function: branin }\nsearch: { sampler: random, trials: 4, space: { x1: { min: -5, max: 10 }, x2: { min: 0, max: 15 } } }");

    private static readonly ExperimentSpec Sphere = SpecAssert.Valid(
        "name: a\nseeds: [3]\ntrial: { function: sphere, x2: 0 }\nsearch: { sampler: random, trials: 4, seed: 2, space: { x1: { min: -1, max: 1 } } }");

    [Fact]
    public void Next_WithTrialsAdded_HasThoseOfALargerSpecBehindTheOthers()
    {
        var before = Plan(Random);
        var larger = Plan(Random with { Search = Random.Search with { Trials = 6 } });

        var plans = Plan(Random, new Addition { Key = "a", Trials = 2 });

        Assert.Equal(12, plans.Count);
        Assert.Equal(before.Select(Text), plans.Take(8).Select(Text));
        Assert.Equal([3, 3, 1, 1], plans.Skip(8).Select(plan => plan.Seed));
        Assert.Equal(larger.Select(Text).Order(), plans.Select(Text).Order());
    }

    [Fact]
    public void Next_WithSeedsAdded_GivesThemToEveryAssignmentThatThereIs()
    {
        var plans = Plan(Random, new Addition { Key = "a", Trials = 1, Seeds = [4, 5] }, new Addition { Key = "b", Trials = 1 });

        Assert.Equal((4 * 2) + 2 + (5 * 2) + 4, plans.Count);
        Assert.Equal([3, 1, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 3, 1, 4, 5], plans.Skip(8).Select(plan => plan.Seed));
        Assert.All(plans.GroupBy(plan => ParameterLabel.Full(plan.Parameters)), assignment => Assert.Equal([1, 3, 4, 5], assignment.Select(plan => plan.Seed).Order()));
    }

    [Fact]
    public void Next_WithSeedsForSome_GivesThemToThese()
    {
        var plans = Plan(Random, new Addition { Key = "a", Seeds = [4, 5], Only = [3, 1] }, new Addition { Key = "b", Seeds = [6] });

        Assert.Equal(8 + 4 + 4, plans.Count);
        Assert.Equal([plans[2], plans[0], plans[2], plans[0]], plans.Skip(8).Take(4).Select(plan => plans.First(other => Text(other with { Seed = 0 }) == Text(plan with { Seed = 0 }))));
        Assert.Equal([4, 4, 5, 5, 6, 6, 6, 6], plans.Skip(8).Select(plan => plan.Seed));
    }

    [Fact]
    public void Next_AfterARestartAtAnyNumber_GoesOnWithTheSameTrials()
    {
        Addition[] additions = [new() { Key = "a", Trials = 3 }, new() { Key = "b", Seeds = [4], Only = [2, 9] }, new() { Key = "c", Trials = 1, Seeds = [5, 6] }];
        var whole = Plan(Random, additions);

        Assert.Equal(new TrialPlanner(Random, additions: additions).Trials, whole.Count);
        for (var stored = 0; stored <= whole.Count; stored++)
        {
            var next = new TrialPlanner(Random, additions: additions).Next(5, PlannedTrials.Stored(whole.Take(stored)));
            Assert.Equal(whole.Skip(stored).Take(5).Select(Text), next.Select(Text));
        }
    }

    [Fact]
    public void Next_WhereTheSearchEndedEarly_GivesSeedsToWhatItFound()
    {
        var census = Sphere with { Search = Sphere.Search with { Sampler = "census" } };
        var found = new TrialPlanner(census, PlannedTrials.Samplers).Next(100, PlannedTrials.Stored([]));
        var planner = new TrialPlanner(census, PlannedTrials.Samplers, [new() { Key = "a", Seeds = [7, 8] }]);

        Assert.Equal((6, 2, true), planner.Count(PlannedTrials.Stored(found), hasEnded: true));
        var plans = planner.Next(100, PlannedTrials.Stored(found));

        Assert.Equal([7, 7, 8, 8], plans.Select(plan => plan.Seed));
        Assert.Equal([.. found, .. found], plans.Select(plan => plan with { Seed = 3, Pending = found[0].Pending }).Select(plan => found.First(other => Text(other) == Text(plan))));
        for (var stored = 2; stored <= 6; stored++)
            Assert.Equal(6 - stored, planner.Next(100, PlannedTrials.Stored([.. found, .. plans.Take(stored - 2)])).Count);
    }

    [Fact]
    public void Next_OfASamplerThatLearns_IsToldOfTheTrialsWithTheFirstSeedAlone()
    {
        var census = Sphere with { Search = Sphere.Search with { Sampler = "census", Seed = 0 } };
        Addition[] additions = [new() { Key = "a", Seeds = [7] }, new() { Key = "b", Trials = 2 }];
        var planner = new TrialPlanner(census, PlannedTrials.Samplers, additions);
        var stored = PlannedTrials.Stored(planner.Next(8, PlannedTrials.Stored([]))).ToImmutableSortedDictionary(
            pair => pair.Key, pair => pair.Value with { State = TrialState.Completed, ObjectiveValue = 1 });
        stored = stored.SetItem(2, stored[2] with { State = TrialState.Running });

        var next = planner.Next(2, stored);

        // Three of four have a result, and one runs; then there is one more without.
        Assert.Equal([301, 302], next.Select(plan => plan.Parameters["x1"].Number));
        Assert.Equal([[2], [2, 9]], next.Select(plan => plan.Pending));
    }

    [Fact]
    public void Count_OfASearchThatStillGoesOn_ExpectsAllOfIt()
    {
        var planner = new TrialPlanner(Random, additions: [new() { Key = "a", Trials = 2, Seeds = [9] }]);

        Assert.Equal((18, 6, false), planner.Count(PlannedTrials.Stored(Plan(Random).Take(3)), hasEnded: false));
        Assert.Equal((4, 6), (planner.Assignments, planner.AllAssignments));
    }

    private static IReadOnlyList<TrialPlan> Plan(ExperimentSpec spec, params Addition[] additions) =>
        new TrialPlanner(spec, additions: additions).Next(int.MaxValue, PlannedTrials.Stored([]));

    private static string Text(TrialPlan plan) => $"{plan.Seed} {plan.Parameters["x1"]} {plan.Spec.Arguments["x2"]}";
}
