using FastOde.Analysis.Statistics;
using FastOde.Search.Functions;
using FastOde.Search.Pareto;
using FastOde.Search.Spaces;
using FastOde.Search.Tests.TestSupport;
using FastOde.TestSupport;

namespace FastOde.Search.Tests.Samplers;

/// <summary>Searches of two objectives come farther than twice as many random draws, as the hypervolume up to (1.1, 11) measures it.</summary>
public sealed class MultiObjectiveSearchTests
{
    private const int Seeds = 30;

    private static readonly SearchSpace Space = new(Enumerable.Range(1, 6).Select(number => Dimensions.Range($"x{number}", 0, 1)));

    [Theory]
    [InlineData("tpe", "zdt1", 80)]
    [InlineData("tpe", "zdt2", 80)]
    [InlineData("tpe", "zdt3", 80)]
    [InlineData("nsga2", "zdt1", 300)]
    [InlineData("nsga2", "zdt2", 300)]
    [InlineData("nsga2", "zdt3", 300)]
    public void Search_OfTwoObjectives_BeatsTwiceAsManyRandomTrials(string sampler, string function, int trials)
    {
        var learned = SearchRun.OverSeeds(Seeds, seed => Volume(sampler, function, trials, seed));
        var random = SearchRun.OverSeeds(Seeds, seed => Volume("random", function, 2 * trials, seed + 1000));
        Assert.InRange(RankSum.Of(random, learned).Less, 0, 0.05);
    }

    private static double Volume(string sampler, string function, int trials, long seed)
    {
        var evaluated = TestFunctions.Find(function)!;
        return Hypervolume.Of(
            SearchRun.Trials(sampler, Space, trials, seed, assignment => evaluated.Values([.. assignment.Select(entry => entry.Value.Number!.Value)])).Select(trial => trial.Values),
            [1.1, 11]);
    }
}
