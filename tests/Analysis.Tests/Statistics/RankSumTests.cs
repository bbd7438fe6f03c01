using FastOde.Analysis.Statistics;

namespace FastOde.Analysis.Tests.Statistics;

public sealed class RankSumTests
{
    [Theory]
    [InlineData(new double[] { 1, 2, 3 }, new double[] { 4, 5, 6 }, 0.1)]
    [InlineData(new double[] { 1, 2, 3, 4 }, new double[] { 5, 6, 7, 8 }, 2.0 / 70)]
    [InlineData(new double[] { 1, 4 }, new double[] { 2, 3 }, 1)]
    [InlineData(new double[] { 1, 1 }, new double[] { 1, 1 }, 1)]
    public void TwoSided_OfFewValues_CountsTheChoices(double[] first, double[] second, double expected)
    {
        Assert.Equal(expected, RankSum.Of(first, second).TwoSided, 12);
        Assert.Equal(expected, RankSum.Of(second, first).TwoSided, 12);
    }

    /// <summary>Every choice of three of seven values, with ties, against the distribution that is built rank by rank.</summary>
    [Fact]
    public void Greater_AgainstEveryChoice_IsTheirShare()
    {
        double[] values = [1, 2, 2, 3, 5, 5, 5];
        var observed = RankSum.Of(values[4..], values[..4]).First - 1;
        var choices = Enumerable.Range(0, 128).Where(bits => System.Numerics.BitOperations.PopCount((uint)bits) == 3)
            .Select(bits => RankSum.Of([.. values.Where((_, bit) => (bits >> bit & 1) == 1)], [.. values.Where((_, bit) => (bits >> bit & 1) == 0)])).ToList();

        Assert.All(choices, choice => Assert.Equal(choices.Count(other => other.First >= choice.First) / 35.0, choice.Greater, 12));
        Assert.Contains(choices, choice => choice.First > observed);
    }

    [Fact]
    public void Least_OfSmallSamples_IsWhatCompleteSeparationGives() => Assert.Equal(RankSum.Of([1, 2, 3], [4, 5, 6]).TwoSided, RankSum.Of([1, 4, 3], [2, 5, 6]).Least, 12);

    [Fact]
    public void TwoSided_MoreThanTheMostExact_IsNearTheCount()
    {
        static double P(int count) => RankSum.Of([.. Enumerable.Range(0, count).Select(i => i + 3.3)], [.. Enumerable.Range(0, count).Select(i => (double)i)]).TwoSided;

        Assert.InRange(P((RankSum.MostExact / 2) + 1) / P(RankSum.MostExact / 2), 0.9, 1.2);
    }

    [Fact]
    public void Of_NothingOrNaN_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => RankSum.Of([], [1]));
        Assert.Throws<ArgumentException>(() => RankSum.Of([1], [double.NaN]));
    }
}
