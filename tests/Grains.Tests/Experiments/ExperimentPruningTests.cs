using FastOde.Contracts.Results;
using FastOde.Grains.Tests.TestSupport;

namespace FastOde.Grains.Tests.Experiments;

/// <summary>Studies whose pruner stops trials and lets them go on, through grains and store.</summary>
public sealed class ExperimentPruningTests : IDisposable
{
    private static readonly int[] Rungs = [1, 3];

    private readonly TemporaryDirectory directory = new();
    private readonly Curves curves = new() { Quick = [2, 4, 5, 6, 7, 8] };

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Asha_OfCurves_StopsTheWorseAtTheirRungsAndPromotesTheBestToTheEnd()
    {
        await using var silo = await TestSilo.Start(directory.Path, curves, slots: 1);

        // The second best is stopped at first, because the best is there, and promoted when more trials have come so far.
        var id = await silo.Submit(Spec([5, 9, 1, 2, 8, 7, 6, 4, 3]));
        await silo.Reaches(id, ExperimentState.Completed);

        var trials = await silo.Results.Trials(id, TestContext.Current.CancellationToken);
        Assert.All(trials, trial => Assert.True(trial.State is TrialState.Completed or TrialState.Pruned, $"{trial.Id} is {trial.State}"));
        Assert.Equal(TrialState.Completed, trials[2].State);
        Assert.True(trials[3] is { Step: 3, Attempts: 2 } or { State: TrialState.Completed, Attempts: > 1 }, $"{trials[3]}");
        Assert.All(trials.Where(trial => trial.State == TrialState.Pruned), trial =>
        {
            Assert.Contains(trial.Step, Rungs);
            Assert.Contains($"step {trial.Step}", trial.Message, StringComparison.Ordinal);
        });
        Assert.Equal(curves.Steps.Count, curves.Steps.Distinct().Count());
        Assert.Equal(trials.Count(trial => trial.State == TrialState.Pruned), (await silo.Experiment(id).Summary()).PrunedTrials);
        Assert.True(curves.Steps.Count < 9 * 9 / 2, $"{curves.Steps.Count} steps were made, of 81 without a pruner");
    }

    [Fact]
    public async Task SeedHalving_OfTwoSeeds_WaitsForBothAndPromotesTheBetterAssignment()
    {
        await using var silo = await TestSilo.Start(directory.Path, curves, slots: 1);

        var id = await silo.Submit(Spec([1, 30, 20], "seed-halving", seeds: "[0, 1]"));
        await silo.Reaches(id, ExperimentState.Completed);

        var trials = await silo.Results.Trials(id, TestContext.Current.CancellationToken);
        Assert.Equal([TrialState.Completed, TrialState.Completed], trials.Where(trial => trial.Parameters["coupling.beta"].Number == 1).Select(trial => trial.State));
        Assert.Equal([1, 4], curves.Steps.Where(step => step.Step == 9).Select(step => int.Parse(step.Trial.Split('-')[1])).Order());
    }

    [Fact]
    public async Task Asha_AfterRestartsInTheMiddle_EndsWithTheBestTrialCompletedAndNoStepTwice()
    {
        long id;
        await using (var silo = await TestSilo.Start(directory.Path, curves, slots: 1))
        {
            id = await silo.Submit(Spec([5, 9, 1, 2, 8, 7, 6, 4, 3]));
            await Eventually.Gets(() => curves.Steps.Count, count => count >= 3, "three steps are made");
        }

        await using (var silo = await TestSilo.Start(directory.Path, curves, slots: 1))
            await Eventually.Gets(() => curves.Steps.Count, count => count >= 7, "seven steps are made");

        await using (var silo = await TestSilo.Start(directory.Path, curves, slots: 1))
        {
            await silo.Reaches(id, ExperimentState.Completed);

            var trials = await silo.Results.Trials(id, TestContext.Current.CancellationToken);
            Assert.All(trials, trial => Assert.True(trial.State is TrialState.Completed or TrialState.Pruned, $"{trial.Id} is {trial.State}"));
            Assert.Equal(TrialState.Completed, trials[2].State);
            Assert.Equal(curves.Steps.Count, curves.Steps.Distinct().Count());
        }
    }

    [Fact]
    public async Task Pause_OfAStudyThatPrunes_LeavesItsPrunedTrialsAloneUntilItGoesOn()
    {
        await using var silo = await TestSilo.Start(directory.Path, curves, slots: 1);
        var id = await silo.Submit(Spec([3, 2, 1, 4, 5, 6]));
        await Eventually.Gets(() => curves.Steps.Count, count => count >= 2, "two steps are made");

        await silo.Experiment(id).Pause();
        await Eventually.Gets(silo.Experiment(id).Summary, summary => summary.RunningTrials == 0, "no trial runs");
        await silo.Experiment(id).Resume();

        await silo.Reaches(id, ExperimentState.Completed);
        Assert.Equal(TrialState.Completed, (await silo.Trial($"{id}-3")).Summary.State);
    }

    [Fact]
    public async Task Hyperband_OfLearningCurves_MakesFewerStepsThanAllAndFindsAGoodOne()
    {
        await using var silo = await TestSilo.Start(directory.Path, slots: 2);
        var id = await silo.Submit("""
            name: learning-curves
            trial: { function: learning-curve }
            search:
              sampler: sobol
              trials: 16
              space: { speed: { min: 0, max: 1 }, size: { min: 0, max: 1 } }
              pruner: { kind: hyperband, min: 1 }
            objective: { metric: value }
            """);
        await silo.Reaches(id, ExperimentState.Completed);

        var trials = await silo.Results.Trials(id, TestContext.Current.CancellationToken);
        Assert.All(trials, trial => Assert.True(trial.State is TrialState.Completed or TrialState.Pruned, $"{trial.Id} is {trial.State}"));
        Assert.Contains(trials, trial => trial is { State: TrialState.Pruned, Step: < 81 });
        Assert.All(trials.Where(trial => trial.State == TrialState.Completed), trial => Assert.Equal(81, trial.Step));
        Assert.True(trials.Sum(trial => trial.Step) < 0.8 * 16 * 81, $"{trials.Sum(trial => trial.Step)} steps");
        Assert.True(trials.Where(trial => trial.State == TrialState.Completed).Min(trial => trial.ObjectiveValue) < 0.3);
    }

    private static string Spec(int[] betas, string pruner = "asha", string seeds = "[0]") => $$"""
        name: curves
        seeds: {{seeds}}
        trial:
          data: { name: two-gaussians }
          coupling: { kind: learned }
          network: { hidden: 16 }
          iterations: 9
          evaluation: { every: 1, samples: 64, solvers: { euler: [1] }, metrics: [curvature] }
        search:
          space: { coupling.beta: { values: [{{string.Join(", ", betas)}}] } }
          pruner: { kind: {{pruner}}, min: 1, reduction: 3 }
        objective: { metric: curvature@euler-1 }
        limits: { concurrentTrials: 1 }
        """;
}
