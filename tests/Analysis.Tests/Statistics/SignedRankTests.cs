using FastOde.Analysis.Statistics;

namespace FastOde.Analysis.Tests.Statistics;

public sealed class SignedRankTests
{
    [Theory]
    [InlineData(new double[] { 1, 2, 3 }, 0.125)]
    [InlineData(new double[] { -1, 1, 2, 3 }, 0.1875)]
    [InlineData(new double[] { -1, 1, 2, 3, 4, 5, -2, -3 }, 45.0 / 256)]
    [InlineData(new double[] { -1 }, 1)]
    [InlineData(new double[] { 0, 0 }, 1)]
    public void Greater_OfFewPairs_CountsTheChoicesOfSigns(double[] differences, double expected) =>
        Assert.Equal(expected, SignedRank.Of(differences).Greater, 12);

    /// <summary>Every choice of signs, listed, against the distribution that is built rank by rank.</summary>
    [Fact]
    public void Greater_AgainstEveryChoiceOfSigns_IsTheirShare()
    {
        double[] differences = [1, -1, 2.5, 0, 4, 4, -4, 7, -0.5, 9];
        var observed = SignedRank.Of(differences);
        var atLeast = Enumerable.Range(0, 1 << differences.Length)
            .Count(signs => SignedRank.Of([.. differences.Select((value, bit) => (signs >> bit & 1) == 0 ? Math.Abs(value) : -Math.Abs(value))]).Positive >= observed.Positive);

        Assert.Equal(atLeast / (double)(1 << differences.Length), observed.Greater, 12);
    }

    [Fact]
    public void Of_ZerosAndTies_SharesRanks()
    {
        var test = SignedRank.Of([0, 3, -3, 5]);

        Assert.Equal((4, 7, 3), (test.Pairs, test.Positive, test.Negative));
    }

    [Fact]
    public void TwoSided_OfMirroredDifferences_IsTheSame()
    {
        double[] differences = [1, 2, -3, 4, 5, 6];

        Assert.Equal(SignedRank.Of(differences).TwoSided, SignedRank.Of([.. differences.Select(value => -value)]).TwoSided, 12);
        Assert.Equal(2 * SignedRank.Of(differences).Greater, SignedRank.Of(differences).TwoSided, 12);
    }

    [Fact]
    public void Of_MoreThanTheMostExact_IsNearTheCount()
    {
        double[] Differences(int count) => [.. Enumerable.Range(1, count).Select(number => number % 3 == 0 ? -number : (double)number)];

        var (exact, normal) = (SignedRank.Of(Differences(SignedRank.MostExact)), SignedRank.Of(Differences(SignedRank.MostExact + 1)));

        Assert.InRange(normal.Greater / exact.Greater, 0.6, 1.6);
    }

    [Fact]
    public void Of_InfiniteDifferences_RankLast() => Assert.Equal(0.25, SignedRank.Of([double.PositiveInfinity, 1]).Greater, 12);

    [Fact]
    public void Of_NoneOrNaN_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => SignedRank.Of([]));
        Assert.Throws<ArgumentException>(() => SignedRank.Of([1, double.NaN]));
    }
}
