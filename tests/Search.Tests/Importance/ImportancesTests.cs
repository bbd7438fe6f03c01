using FastOde.Search.Importance;

namespace FastOde.Search.Tests.Importance;

public sealed class ImportancesTests
{
    [Fact]
    public void Of_ASumOfLines_IsTheSquaresOfTheirSlopes()
    {
        var (columns, values) = Draw(600, 3, x => (3 * x[0]) + x[1]);

        var importances = Importances.Of(columns, values)!;

        Assert.Equal(["p0", "p1", "p2"], importances.Parameters.Select(parameter => parameter.Key));
        Assert.Equal(0.9, importances.Parameters[0].Share, 0.04);
        Assert.Equal(0.1, importances.Parameters[1].Share, 0.04);
        Assert.InRange(importances.Parameters[2].Share, 0, 0.01);
        Assert.InRange(importances.Together, 0, 0.05);
    }

    [Fact]
    public void Of_AProduct_IsWhatParametersDoTogether()
    {
        var (columns, values) = Draw(600, 2, x => (x[0] - 0.5) * (x[1] - 0.5));

        Assert.InRange(Importances.Of(columns, values)!.Together, 0.8, 1);
    }

    /// <summary>Half of the trials have the second parameter, which moves the value by 1 where the first moves it by 3 on average.</summary>
    [Fact]
    public void Of_AConditionalParameter_CountsItWhereItIs()
    {
        var random = new Random(1);
        double[] kind = [.. Enumerable.Range(0, 400).Select(trial => (double)(trial % 2))];
        double[] beta = [.. kind.Select(which => which == 1 ? random.NextDouble() : double.NaN)];
        double[] values = [.. kind.Zip(beta, (which, own) => which == 1 ? 3 + own : 0.5)];

        var importances = Importances.Of([new("beta", 0, beta), new("kind", 2, kind)], values)!;

        // Variances: kind 3²/4; beta alone ½²/12 = 1/48; the two together ½²/12 again.
        Assert.Equal(["kind", "beta"], importances.Parameters.Select(parameter => parameter.Key));
        Assert.Equal(2.25 / (2.25 + (2 / 48.0)), importances.Parameters[0].Share, 0.01);
        Assert.Equal(1 / 48.0 / (2.25 + (2 / 48.0)), importances.Parameters[1].Share, 0.005);
        Assert.Equal(200, importances.Parameters[1].Trials);
    }

    [Fact]
    public void Of_CategoriesInNoOrder_FindsThem()
    {
        double[] kind = [.. Enumerable.Range(0, 60).Select(trial => (double)(trial % 3))];

        Assert.Equal(1, Importances.Of([new("kind", 3, kind)], [.. kind.Select(which => which == 1 ? 5.0 : 0)])!.Parameters[0].Share, 12);
    }

    [Fact]
    public void Of_TheSameSeed_IsTheSameAndAnotherIsNear()
    {
        var (columns, values) = Draw(100, 4, x => Math.Sin(5 * x[0]) + x[1]);

        Assert.Equal(Importances.Of(columns, values, 7)!.Parameters, Importances.Of(columns, values, 7)!.Parameters);
        Assert.Equal(Importances.Of(columns, values, 7)!.Parameters[0].Share, Importances.Of(columns, values, 8)!.Parameters[0].Share, 0.05);
    }

    [Fact]
    public void Of_TrialsWithoutNumbers_AreLeftOut()
    {
        var (columns, values) = Draw(50, 2, x => x[0]);
        values[3] = double.NaN;
        values[4] = double.PositiveInfinity;

        Assert.Equal(48, Importances.Of(columns, values)!.Trials);
    }

    [Fact]
    public void Of_MoreThanTheMostTrials_TakesSomeOfAllAlong()
    {
        var kind = Enumerable.Range(0, 3 * Importances.MostTrials).Select(trial => trial < 5 * Importances.MostTrials / 2 ? 0.0 : 1).ToArray();

        var importances = Importances.Of([new("kind", 2, kind)], [.. kind.Select(which => 1 + which)])!;

        Assert.Equal((Importances.MostTrials, 1), (importances.Trials, importances.Parameters[0].Share));
    }

    [Fact]
    public void Of_TooFewTrialsOrEqualValues_IsNothing()
    {
        var (columns, values) = Draw(10, 2, _ => 3);

        Assert.Null(Importances.Of(columns, values));
        Assert.Null(Importances.Of([new("a", 0, [.. columns[0].Values.Take(9)])], [1, 2, 3, 4, 5, 6, 7, 8, 9]));
        Assert.Null(Importances.Of([], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
    }

    private static (ParameterColumn[] Columns, double[] Values) Draw(int trials, int parameters, Func<double[], double> function)
    {
        var random = new Random(3);
        double[][] points = [.. Enumerable.Range(0, trials).Select(_ => Enumerable.Range(0, parameters).Select(_ => random.NextDouble()).ToArray())];
        return ([.. Enumerable.Range(0, parameters).Select(axis => new ParameterColumn($"p{axis}", 0, [.. points.Select(point => point[axis])]))], [.. points.Select(function)]);
    }
}
