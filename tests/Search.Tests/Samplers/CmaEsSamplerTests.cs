using FastOde.Search.Samplers;
using FastOde.Search.Spaces;
using FastOde.Search.Tests.TestSupport;
using FastOde.Specs;
using FastOde.TestSupport;

namespace FastOde.Search.Tests.Samplers;

public sealed class CmaEsSamplerTests
{
    private static readonly SearchSpace Ten = new(Enumerable.Range(1, 10).Select(number => Dimensions.Range($"x{number}", -5, 5)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Search_OfASphereInTenDimensions_ComesTo1EMinus8In2000Trials(long seed) =>
        Assert.InRange(SearchRun.Best("cma-es", Ten, 2000, seed, SearchRun.Of(x => x.Sum(one => (one - 1) * (one - 1)))), 0, 1e-8);

    /// <summary>Σ 10^(6·i/(n-1))·yᵢ² of y = x turned in the planes of neighbours, which no search key by key can follow.</summary>
    [Fact]
    public void Search_OfATurnedEllipsoid_ComesToItsMiddle()
    {
        var space = new SearchSpace(Enumerable.Range(1, 5).Select(number => Dimensions.Range($"x{number}", -5, 5)));
        Assert.InRange(SearchRun.Best("cma-es", space, 3000, 1, SearchRun.Of(Ellipsoid)), 0, 1e-8);

        static double Ellipsoid(IReadOnlyList<double> x)
        {
            var y = x.Select(one => one - 0.5).ToArray();
            for (var place = 0; place + 1 < y.Length; place++)
                (y[place], y[place + 1]) = ((0.6 * y[place]) - (0.8 * y[place + 1]), (0.8 * y[place]) + (0.6 * y[place + 1]));
            return y.Index().Sum(one => Math.Pow(10, 6.0 * one.Index / (y.Length - 1)) * one.Item * one.Item);
        }
    }

    [Fact]
    public void Search_OfALogRange_FindsItsDecade()
    {
        var space = new SearchSpace([Dimensions.Range("a", 1e-6, 1, log: true), Dimensions.Range("b", -1, 1)]);
        Assert.InRange(SearchRun.Best("cma-es", space, 400, 0, SearchRun.Of(x => Math.Pow(Math.Log10(x[0]) + 4, 2) + (x[1] * x[1]))), 0, 1e-8);
    }

    [Fact]
    public void Search_ThatHasCometoAPoint_BeginsAgainElsewhere()
    {
        var space = new SearchSpace([Dimensions.Range("a", 0, 1), Dimensions.Range("b", 0, 1)]);
        var trials = SearchRun.Trials("cma-es", space, 1500, 0, SearchRun.Of(x => x.Sum(one => (one - 0.3) * (one - 0.3))));
        Assert.Contains(trials.Skip(700), trial => trial.Values[0] > 0.01);
    }

    [Fact]
    public void Next_OfTheSameRows_DoesNotDependOnWhatWasAskedBefore()
    {
        var trials = SearchRun.Trials("cma-es", Ten, 95, 0, SearchRun.Of(x => x.Sum(one => one * one)));
        var others = trials.ConvertAll(trial => trial with { Values = [-trial.Values[0]] });
        var kept = new CmaEsSampler(new SearchSpec { Trials = 200 }, Ten);
        foreach (var rows in new[] { trials, others, trials, [.. trials.Take(41)], trials.ConvertAll(trial => trial with { Outcome = trial.Number % 3 == 0 ? TrialOutcome.Unfinished : TrialOutcome.Completed }) })
            Assert.Equal(new CmaEsSampler(new SearchSpec { Trials = 200 }, Ten).Next(new() { Suggested = rows.Count, Trials = rows }), kept.Next(new() { Suggested = rows.Count, Trials = rows }));
    }

    [Fact]
    public void Constructor_Categories_AreRefusedWithTheCure()
    {
        var error = Assert.Throws<ArgumentException>(() => new CmaEsSampler(new SearchSpec { Trials = 5 }, new SearchSpace([Dimensions.Of("k", [ParameterValue.Of("x")])])));
        Assert.Contains("'k' has values or steps, and a cma-es search needs ranges without a step; use sampler: tpe", error.Message, StringComparison.Ordinal);
    }
}
