using FastOde.Contracts.Experiments;
using FastOde.Grains.Experiments;
using FastOde.Search.Samplers;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Networks;
using FastOde.Storage.Results;

namespace FastOde.Grains.Tests.Experiments;

public sealed class SweepEstimatesTests
{
    private static readonly TrialSpec Small = new() { Network = new MlpSpec { Hidden = 8 }, Iterations = 1000 };

    private readonly List<CompletedTrials> completed = [];

    [Fact]
    public async Task Of_NothingLikeIt_SaysTheNumberOfTrialsAlone()
    {
        completed.Add(new(Small with { Network = new MlpSpec { Hidden = 9 } }, 3, 1, 100));

        var estimate = await Estimate(Spec(Small, seeds: 3), slots: 2);

        Assert.Equal((3, 0, 0, 0L), (estimate.Trials, estimate.Known, estimate.Earlier, estimate.Bytes));
    }

    [Fact]
    public async Task Of_TrialsOfTheSameShape_TakesTheirMeanByCount()
    {
        // Another learning rate and length are the same shape: 3 × 0.1 s and 1 × 0.5 s are 0.2 s a step.
        completed.Add(new(Small with { Iterations = 7 }, 3, 0.1, 100));
        completed.Add(new(Small, 1, 0.5, 500));

        var estimate = await Estimate(Spec(Small, seeds: 4), slots: 2);

        Assert.Equal((4, 4, 4, 2), (estimate.Trials, estimate.Known, estimate.Earlier, estimate.AtOnce));
        Assert.Equal(4 * 200 / 2.0, estimate.Duration.TotalSeconds, 6);
        Assert.Equal(4 * 200, estimate.Bytes);
    }

    [Fact]
    public async Task Of_SomeShapesAlone_SaysForHowManyTrialsItIsKnown()
    {
        completed.Add(new(Small, 1, 0.1, 100));
        var spec = Spec(Small, seeds: 2) with
        {
            Search = new() { Space = [new() { Key = "coupling.kind", Values = [ParameterValue.Of("independent"), ParameterValue.Of("learned")] }] },
        };

        var estimate = await Estimate(spec, slots: 8);

        Assert.Equal((4, 2, 1), (estimate.Trials, estimate.Known, estimate.Earlier));

        // Two trials side by side take as long as one.
        Assert.Equal(100, estimate.Duration.TotalSeconds, 6);
    }

    [Fact]
    public async Task Of_LimitOfTrialsAtOnce_Counts()
    {
        completed.Add(new(Small, 1, 0.1, 0));

        var estimate = await Estimate(Spec(Small, seeds: 6) with { Limits = new() { ConcurrentTrials = 3 } }, slots: 8);

        Assert.Equal((3, 200.0), (estimate.AtOnce, Math.Round(estimate.Duration.TotalSeconds, 6)));
    }

    [Fact]
    public void Of_CouplingAndLength_ShapeIsTheKind()
    {
        Assert.Equal(TrialShape.Of(Small with { Coupling = new LearnedCouplingSpec { Beta = 1 } }), TrialShape.Of(Small with { Coupling = new LearnedCouplingSpec { Beta = 2 }, Iterations = 5 }));
        Assert.NotEqual(TrialShape.Of(Small), TrialShape.Of(Small with { Coupling = new LearnedCouplingSpec() }));
        Assert.NotEqual(TrialShape.Of(Small), TrialShape.Of(Small with { BatchSize = 7 }));
    }

    private static ExperimentSpec Spec(TrialSpec trial, int seeds) => new() { Name = "s", Trial = trial, Seeds = [.. Enumerable.Range(0, seeds)] };

    private Task<SweepEstimate> Estimate(ExperimentSpec spec, int slots) =>
        new SweepEstimates(SamplerCatalog.Standard, new Stored(completed)).Of(spec, slots, TestContext.Current.CancellationToken);

    private sealed class Stored(IReadOnlyList<CompletedTrials> completed) : ICompletedTrials
    {
        public Task<IReadOnlyList<CompletedTrials>> Latest(int most, CancellationToken cancellationToken) => Task.FromResult(completed);
    }
}
