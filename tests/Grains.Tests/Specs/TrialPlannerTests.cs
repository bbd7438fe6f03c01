using System.Text.Json;
using FastOde.Contracts.Results;
using FastOde.Grains.Specs;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Search.Spaces;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Networks;
using FastOde.Storage.Experiments;

namespace FastOde.Grains.Tests.Specs;

public sealed class TrialPlannerTests
{
    [Fact]
    public void Plan_GridWithSeeds_RunsEveryAssignmentBeforeTheNextSeed()
    {
        var spec = SpecAssert.Valid("""
            name: a
            seeds: [5, 6]
            trial: { coupling: { beta: 3 } }
            search:
              space:
                coupling.kind: { values: [independent, learned] }
                coupling.beta: { values: [1, 10], when: { coupling.kind: learned } }
            """);

        var plans = Plan(spec);

        Assert.Equal(
            ["5 independent", "5 learned · beta 1", "5 learned · beta 10", "6 independent", "6 learned · beta 1", "6 learned · beta 10"],
            plans.Select(plan => $"{plan.Seed} {ParameterLabel.Of(plan.Parameters)}"));
        Assert.Equal([("independent", 3), ("learned", 1), ("learned", 10)], plans.Take(3).Select(plan => (plan.Spec.Coupling is LearnedCouplingSpec ? "learned" : "independent", (plan.Spec.Coupling as LearnedCouplingSpec)?.Beta ?? 3)));
    }

    [Fact]
    public void Plan_NoSpace_HasOneTrialASeed()
    {
        var plan = Assert.Single(Plan(SpecAssert.Valid("name: a\nseeds: [7]\ntrial: {}")));
        Assert.Empty(plan.Parameters);
        Assert.Equal(7, plan.Seed);
    }

    [Fact]
    public void Plan_Random_IsTheSameEveryTime()
    {
        var spec = SpecAssert.Valid("""
            name: a
            trial: {}
            search:
              sampler: random
              trials: 20
              space: { optimizer.learningRate: { min: 1e-5, max: 1e-2, scale: log }, network.hidden: { min: 10, max: 30 } }
            """);

        var plans = Plan(spec);

        Assert.Equal(20, plans.Count);
        Assert.Equal(plans.Select(Text), Plan(spec).Select(Text));
        Assert.All(plans, plan => Assert.InRange(plan.Spec.Optimizer.LearningRate, 1e-5, 1e-2));
        Assert.All(plans, plan => Assert.InRange(((MlpSpec)plan.Spec.Network).Hidden, 10, 30));
        Assert.NotEqual(plans.Select(Text), Plan(spec with { Search = spec.Search with { Seed = 1 } }).Select(Text));

        static string Text(Storage.Experiments.TrialPlan plan) => ParameterLabel.Of(plan.Parameters);
    }

    [Fact]
    public void Plan_Function_SetsItsArguments()
    {
        var spec = SpecAssert.Valid("name: a\ntrial: { function: sphere, x1: 1 }\nsearch: { space: { x2: { values: [2, 3] } } }");
        Assert.Equal([(1.0, 2.0), (1.0, 3.0)], Plan(spec).Select(plan => (plan.Spec.Arguments["x1"], plan.Spec.Arguments["x2"])));
    }

    [Fact]
    public void Plan_AsManyTrialsAsThereMayBe_PlansThemAll()
    {
        var spec = SpecAssert.Valid("name: a\ntrial: {}\nsearch: { space: { iterations: { min: 1, max: 100000, step: 1 } } }");
        Assert.Equal(SearchSpec.MaximumTrials, new TrialPlanner(spec).Trials);
    }

    [Fact]
    public void Plan_TooManyTrials_IsRefused()
    {
        var spec = SpecAssert.Valid("name: a\ntrial: {}\nsearch: { space: { iterations: { min: 1, max: 100000, step: 1 } } }");
        Assert.Throws<ArgumentException>(() => new TrialPlanner(spec with { Seeds = [0, 1] }));
    }

    [Theory]
    [InlineData("sampler: random, trials: 5, space: { x1: { min: -5, max: 10 }, x2: { min: 0, max: 15 } }")]
    [InlineData("space: { x1: { values: [1, 2, 3] }, x2: { min: 0, max: 1, step: 0.5 } }")]
    public void Next_AfterARestartAtAnyNumber_GoesOnWithTheSameTrials(string search)
    {
        var spec = SpecAssert.Valid($"name: a\nseeds: [3, 1]\ntrial: {{ function: branin }}\nsearch: {{ {search} }}");
        var whole = Plan(spec);

        for (var stored = 0; stored <= whole.Count; stored++)
        {
            var next = new TrialPlanner(spec).Next(4, PlannedTrials.Stored(whole.Take(stored)));
            Assert.Equal(whole.Skip(stored).Take(4).Select(Text), next.Select(Text));
        }

        static string Text(TrialPlan plan) => $"{plan.Seed} {plan.Parameters["x1"]} {plan.Spec.Arguments["x2"]} {plan.Pending is null}";
    }

    /// <summary>The order of trials that experiments of earlier versions are stored in: the product of all values, of equal trials the first.</summary>
    [Theory]
    [InlineData("network.kind: { values: [mlp, song-unet] }, network.channels: { values: [8, 16] }")]
    [InlineData("network.channels: { values: [8, 16] }, network.kind: { values: [song-unet, mlp] }")]
    [InlineData("coupling.kind: { values: [learned, independent] }, coupling.beta: { values: [1, 2] }, batchSize: { values: [8, 9] }")]
    [InlineData("coupling.beta: { values: [1, 2] }, coupling.kind: { values: [independent, learned] }, batchSize: { values: [8, 9], when: { coupling.beta: 2 } }")]
    [InlineData("coupling.penalties: { values: [kl, kl+mmd] }, coupling.penalties.mmd.weight: { values: [1, 2] }, coupling.kind: { values: [learned] }")]
    [InlineData("batchSize: { values: [8, 9] }, coupling.kind: { values: [independent, learned], when: { batchSize: 9 } }, coupling.beta: { min: 1, max: 2, step: 0.5, when: { coupling.kind: learned } }")]
    public void Next_OfAGrid_IsTheProductWithoutEqualTrials(string space)
    {
        var spec = SpecAssert.Valid($"name: a\ntrial: {{}}\nsearch: {{ space: {{ {space} }} }}");
        var all = Product(spec.Search.Space, new SearchSpace(spec.Search.Space).DecisionOrder, 0, [])
            .Select(assignment => spec.Template.Used(assignment))
            .DistinctBy(assignment => JsonSerializer.Serialize(spec.Template.With(assignment)));

        Assert.Equal(all.Select(ParameterLabel.Full), Plan(spec).Select(plan => ParameterLabel.Full(plan.Parameters)));
    }

    [Fact]
    public void Next_OfASamplerThatLearns_TellsItWhatEndedAndNotesWhatHadNot()
    {
        var spec = SpecAssert.Valid("name: a\nseeds: [3, 1]\ntrial: { function: sphere, x2: 0 }\nsearch: { sampler: random, trials: 4, space: { x1: { min: -1, max: 1 } } }");
        var planner = new TrialPlanner(spec with { Search = spec.Search with { Sampler = "census" } }, PlannedTrials.Samplers);
        var first = planner.Next(2, PlannedTrials.Stored([]));
        var stored = PlannedTrials.Stored(first);

        var second = planner.Next(4, stored.SetItem(1, stored[1] with { State = TrialState.Completed, ObjectiveValue = 7 }));

        // The census counts what it is told: a hundred for each result, one for each trial that has none yet.
        Assert.Equal([0, 1, 101, 102, 0, 1], first.Concat(second).Select(plan => plan.Parameters["x1"].Number));
        Assert.Equal([3, 3, 3, 3, 1, 1], first.Concat(second).Select(plan => plan.Seed));
        Assert.Equal([[], [1], [2], [2, 3], null, null], first.Concat(second).Select(plan => plan.Pending));
    }

    [Fact]
    public void Next_OfASpaceThatIsSmallerThanTheSearch_PlansEachAssignmentOnceWithEachSeed()
    {
        var spec = SpecAssert.Valid("name: a\nseeds: [3, 1]\ntrial: { function: sphere, x2: 0 }\nsearch: { sampler: random, trials: 50, space: { x1: { values: [1, 2, 3] } } }");

        var plans = Plan(spec);

        Assert.Equal(6, new TrialPlanner(spec).Trials);
        Assert.Equal([3, 3, 3, 1, 1, 1], plans.Select(plan => plan.Seed));
        Assert.Equal([1, 2, 3], plans.Take(3).Select(plan => plan.Parameters["x1"].Number!.Value).Order());
        Assert.Equal(plans.Take(3).Select(plan => plan.Parameters["x1"]), plans.Skip(3).Select(plan => plan.Parameters["x1"]));
    }

    [Fact]
    public void Next_WhereTheSamplerHasNoMore_GoesOnWithTheNextSeedFromAnyNumber()
    {
        var spec = SpecAssert.Valid("name: a\nseeds: [3, 1]\ntrial: { function: sphere, x2: 0 }\nsearch: { sampler: random, trials: 9, seed: 2, space: { x1: { min: -1, max: 1 } } }");
        var census = spec with { Search = spec.Search with { Sampler = "census" } };
        var whole = new TrialPlanner(census, PlannedTrials.Samplers).Next(100, PlannedTrials.Stored([]));

        Assert.Equal([3, 3, 1, 1], whole.Select(plan => plan.Seed));
        for (var stored = 0; stored <= whole.Count; stored++)
        {
            var next = new TrialPlanner(census, PlannedTrials.Samplers).Next(100, PlannedTrials.Stored(whole.Take(stored)));
            Assert.Equal(whole.Skip(stored).Select(plan => (plan.Seed, plan.Parameters["x1"])), next.Select(plan => (plan.Seed, plan.Parameters["x1"])));
        }
    }

    [Theory]
    [InlineData("minimize", 7)]
    [InlineData("maximize", -7)]
    public void Next_OfASamplerThatLearns_TellsItWhatIsToBeMinimised(string direction, double expected)
    {
        var spec = SpecAssert.Valid($"name: a\ntrial: {{ function: sphere, x2: 0 }}\nsearch: {{ sampler: random, trials: 4, space: {{ x1: {{ min: -1, max: 1 }} }} }}\nobjective: {{ metric: value, direction: {direction} }}");
        var planner = new TrialPlanner(spec with { Search = spec.Search with { Sampler = "echo" } }, PlannedTrials.Samplers);
        var stored = PlannedTrials.Stored(planner.Next(2, PlannedTrials.Stored([])));

        var next = planner.Next(1, stored.SetItem(2, stored[2] with { State = TrialState.Completed, ObjectiveValue = 7 }));

        Assert.Equal(expected, Assert.Single(next).Parameters["x1"].Number);
    }

    [Theory]
    [InlineData(0.5, 7)]
    [InlineData(2, -1)]
    public void Next_OfASamplerThatLearns_TellsItAllObjectivesAndWhatMissesADemand(double demanded, double expected)
    {
        var spec = SpecAssert.Valid(
            "name: a\ntrial: { function: zdt1, x2: 0.5 }\nsearch: { sampler: random, trials: 4, space: { x1: { min: 0, max: 1 } } }\nobjective: { metric: f1, also: [maximize f2], where: [f1 <= 1] }");
        var planner = new TrialPlanner(spec with { Search = spec.Search with { Sampler = "feasible" } }, PlannedTrials.Samplers);
        var stored = PlannedTrials.Stored(planner.Next(1, PlannedTrials.Stored([])));

        var next = planner.Next(1, stored.SetItem(1, stored[1] with { State = TrialState.Completed, ObjectiveValue = 3, OtherValues = [4, demanded] }));

        // It says the first value less the second, or -1 where the demand is missed by all of its bound.
        Assert.Equal(expected, Assert.Single(next).Parameters["x1"].Number);
    }

    private static IEnumerable<OrderedDictionary<string, ParameterValue>> Product(
        IReadOnlyList<SearchDimension> space, IReadOnlyList<SearchDimension> order, int depth, Dictionary<string, ParameterValue> chosen)
    {
        if (depth == order.Count)
            return [new(space.Where(dimension => chosen.ContainsKey(dimension.Key)).Select(dimension => KeyValuePair.Create(dimension.Key, chosen[dimension.Key])))];
        return SearchSpace.IsActive(order[depth], chosen)
            ? Enumerable.Range(0, (int)order[depth].Count!.Value).SelectMany(value => Product(space, order, depth + 1, new(chosen) { [order[depth].Key] = order[depth].At(value) }))
            : Product(space, order, depth + 1, chosen);
    }

    private static IReadOnlyList<TrialPlan> Plan(ExperimentSpec spec) => new TrialPlanner(spec).Next(int.MaxValue, PlannedTrials.Stored([]));
}
