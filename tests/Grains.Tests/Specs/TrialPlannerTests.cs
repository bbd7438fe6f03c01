using FastOde.Grains.Specs;
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
        Assert.Equal(SearchSpec.MaximumTrials, TrialPlanner.Plan(spec).Count);
    }

    [Fact]
    public void Plan_TooManyTrials_IsRefused()
    {
        var spec = SpecAssert.Valid("name: a\ntrial: {}\nsearch: { space: { iterations: { min: 1, max: 100000, step: 1 } } }");
        Assert.Throws<ArgumentException>(() => TrialPlanner.Plan(spec with { Seeds = [0, 1] }));
    }

    [Fact]
    public void Slice_AnyPart_IsThatPartOfTheWhole()
    {
        var spec = SpecAssert.Valid("""
            name: a
            seeds: [3, 1]
            trial: { function: branin }
            search: { sampler: random, trials: 5, space: { x1: { min: -5, max: 10 }, x2: { min: 0, max: 15 } } }
            """);
        var whole = Plan(spec);

        Assert.Equal(10, whole.Count);
        for (var skip = 0; skip <= 10; skip++)
            Assert.Equal(whole.Skip(skip).Take(4).Select(Text), TrialPlanner.Plan(spec).Slice(skip, 4).Select(Text));

        static string Text(TrialPlan plan) => $"{plan.Seed} {plan.Parameters["x1"]} {plan.Spec.Arguments["x2"]}";
    }

    private static IReadOnlyList<TrialPlan> Plan(ExperimentSpec spec) => TrialPlanner.Plan(spec).Slice(0, int.MaxValue);
}
