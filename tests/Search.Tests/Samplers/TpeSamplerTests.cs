using FastOde.Analysis.Statistics;
using FastOde.Search.Functions;
using FastOde.Search.Samplers;
using FastOde.Search.Spaces;
using FastOde.Search.Tests.TestSupport;
using FastOde.Specs;
using FastOde.TestSupport;

namespace FastOde.Search.Tests.Samplers;

public sealed class TpeSamplerTests
{
    private const int Seeds = 30;

    private static readonly SearchSpace Line = new([Dimensions.Range("x", 0, 20)]);

    [Fact]
    public void Search_OfASquare_ComesWithinAHundredthInLessThanAHundredTrials() =>
        Assert.All(SearchRun.OverSeeds(Seeds, seed => SearchRun.Best("tpe", Line, 99, seed, Square)), best => Assert.InRange(best, 0, 1e-2));

    [Theory]
    [InlineData("branin", 60)]
    [InlineData("hartmann6", 60)]
    public void Search_OfAFunction_BeatsTwiceAsManyRandomTrials(string name, int trials)
    {
        var function = TestFunctions.Find(name)!;
        AssertBeatsRandom(SearchRun.SpaceOf(function), trials, SearchRun.Of(function.Evaluate));
    }

    [Fact]
    public void Search_OfConditionalKeys_BeatsTwiceAsManyRandomTrials() => AssertBeatsRandom(
        new SearchSpace(
        [
            Dimensions.Of("kind", [ParameterValue.Of("a"), ParameterValue.Of("b"), ParameterValue.Of("c")]),
            Dimensions.Range("rate", 1e-5, 1, log: true, When("a")),
            Dimensions.Range("x", -3, 3, when: When("a")),
            Dimensions.Range("y", -3, 3, when: When("b")),
            Dimensions.Steps("n", 1, 40, 1, when: When("c")),
        ]),
        60,
        assignment => [assignment["kind"].Text switch
        {
            "a" => Math.Pow(Math.Log10(assignment["rate"].Number!.Value) + 3, 2) + Math.Pow(assignment["x"].Number!.Value - 1, 2),
            "b" => 1 + Math.Pow(assignment["y"].Number!.Value, 2),
            _ => 0.5 + Math.Abs(assignment["n"].Number!.Value - 17),
        }]);

    [Fact]
    public void Search_OfCategoriesAndSteps_BeatsTwiceAsManyRandomTrials()
    {
        string[] words = ["a", "b", "c", "d", "e", "f"];
        AssertBeatsRandom(
            new SearchSpace([.. Enumerable.Range(0, 4).Select(place => Dimensions.Of($"k{place}", words.Select(ParameterValue.Of))), Dimensions.Steps("n", 1, 512, 1, log: true)]),
            60,
            assignment => [Enumerable.Range(0, 4).Sum(place => Math.Abs(Array.IndexOf(words, assignment[$"k{place}"].Text) - place)) + Math.Abs(Math.Log2(assignment["n"].Number!.Value) - 6)]);
    }

    [Fact]
    public void Next_BesideTrialsThatRun_KeepsAwayFromThem()
    {
        var done = SearchRun.Trials("tpe", Line, 30, 0, Square);
        var sampler = new TpeSampler(new SearchSpec { Trials = 100 }, Line);

        // Eight suggestions at once: with what runs counted as bad they spread, without it they crowd.
        double Spread(bool told)
        {
            List<SuggestedTrial> known = [.. done];
            List<double> suggested = [];
            for (var number = 31; number <= 38; number++)
            {
                var next = sampler.Next(new() { Suggested = number - 1, Trials = known })!;
                suggested.Add(next["x"].Number!.Value);
                if (told)
                    known.Add(new(number, next, TrialOutcome.Unfinished));
            }

            return suggested.Average(x => Math.Pow(x - suggested.Average(), 2));
        }

        Assert.True(Spread(told: true) > Spread(told: false));
    }

    [Fact]
    public void Next_AfterPrunedAndFailedTrials_LearnsFromBoth()
    {
        // All that is above 5 fails, and the rest is pruned with a value that is least at 4.
        SuggestedTrial Ended(SuggestedTrial trial) => trial.Values[0] > 25 ? trial with { Outcome = TrialOutcome.Failed, Values = [] } : trial with { Outcome = TrialOutcome.Pruned, Values = [Math.Abs(Math.Sqrt(trial.Values[0]) - 4)] };
        var sampler = new TpeSampler(new SearchSpec { Trials = 200 }, Line);
        var known = SearchRun.Trials("random", Line, 100, 3, Square).ConvertAll(Ended);

        var suggested = Enumerable.Range(100, 50).Select(number => sampler.Next(new() { Suggested = number, Trials = known })!["x"].Number!.Value).ToList();

        Assert.InRange(suggested.Count(x => x is > 3 and < 5), 30, 50);
    }

    [Fact]
    public void Next_WithDemandsOnResults_PutsMeetingThemFirst()
    {
        // The least square that keeps x at 10 or above is at 10.
        var sampler = new TpeSampler(new SearchSpec { Trials = 200 }, Line);
        var known = SearchRun.Trials("random", Line, 100, 3, Square).ConvertAll(trial => trial with { Violation = Math.Max(0, 10 - trial.Assignment["x"].Number!.Value) });

        var suggested = Enumerable.Range(100, 50).Select(number => sampler.Next(new() { Suggested = number, Trials = known })!["x"].Number!.Value).ToList();

        Assert.InRange(suggested.Count(x => x is > 9 and < 13), 30, 50);
    }

    private static IReadOnlyList<double> Square(Assignment assignment) => [assignment["x"].Number!.Value * assignment["x"].Number!.Value];

    private static void AssertBeatsRandom(SearchSpace space, int trials, Func<Assignment, IReadOnlyList<double>> values)
    {
        var learned = SearchRun.OverSeeds(Seeds, seed => SearchRun.Best("tpe", space, trials, seed, values));
        var random = SearchRun.OverSeeds(Seeds, seed => SearchRun.Best("random", space, 2 * trials, seed + 1000, values));
        Assert.True(RankSum.Of(learned, random).Less < 0.05, $"{Middle(learned)} after {trials} trials, random {Middle(random)} after {2 * trials}");
    }

    private static double Middle(double[] values) => values.Order().ElementAt(values.Length / 2);

    private static Dictionary<string, ParameterValue> When(string kind) => new() { ["kind"] = ParameterValue.Of(kind) };
}
