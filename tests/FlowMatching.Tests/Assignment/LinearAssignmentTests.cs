using CsCheck;
using FastOde.FlowMatching.Assignment;
using FastOde.FlowMatching.Tests.Metrics;

namespace FastOde.FlowMatching.Tests.Assignment;

/// <summary>The assignment is a permutation, optimal, proved so, and the same every time.</summary>
public sealed class LinearAssignmentTests
{
    [Fact]
    public void Solve_SmallMatrices_CostAsLittleAsTheBestPermutation()
    {
        Gen.Int[1, 7].SelectMany(count => Gen.Double[-100, 100].Array[count * count].Select(costs => (count, costs)))
            .Sample(problem => AssertOptimal(problem.costs, problem.count), iter: 400);
    }

    [Fact]
    public void Solve_SmallMatricesWithManyTies_CostAsLittleAsTheBestPermutation()
    {
        Gen.Int[1, 7].SelectMany(count => Gen.Int[0, 3].Array[count * count].Select(costs => (count, costs)))
            .Sample(problem => AssertOptimal(Array.ConvertAll(problem.costs, cost => (double)cost), problem.count), iter: 400);
    }

    [Theory]
    [InlineData(39)]
    [InlineData(41)]
    [InlineData(100)]
    [InlineData(513)]
    public void Solve_PointsAndTheirCostMatrix_GiveEqualTotals(int count)
    {
        var first = PlanarPoints.Normal(count, 6, 1, seed: 1);
        var second = PlanarPoints.TwoModes(count, seed: 2);
        var matrix = PlanarPoints.SquaredDistances(first, second);
        var fromPoints = LinearAssignment.Solve(new PointCosts(first, second, 2), TestContext.Current.CancellationToken);
        var fromMatrix = LinearAssignment.Solve(new MatrixCosts(matrix, count), TestContext.Current.CancellationToken);
        Assert.Equal(Total(matrix, fromMatrix.Columns), Total(matrix, fromPoints.Columns), 1e-9 * Total(matrix, fromMatrix.Columns));
        AssertPermutation(fromPoints.Columns);
        AssertPermutation(fromMatrix.Columns);
    }

    [Fact]
    public void Solve_PointsWithManyCopies_ProvesItsOptimum()
    {
        const int count = 600;
        var first = PlanarPoints.Normal(count, 6, 1, seed: 3);
        var second = PlanarPoints.TwoModes(count, seed: 4);
        for (var i = 0; i < first.Length; i++)
        {
            first[i] = MathF.Round(first[i] / 2);
            second[i] = MathF.Round(second[i] / 2);
        }

        AssertProved(first, second);
    }

    [Theory]
    [InlineData("normal")]
    [InlineData("collapsed")]
    [InlineData("two-modes")]
    [InlineData("two-points")]
    [InlineData("two-tight-clusters")]
    [InlineData("rounding-noise")]
    public void Solve_2048PointsInThePlane_ProvesItsOptimum(string shape)
    {
        const int count = 2048;
        var first = shape switch
        {
            "normal" => PlanarPoints.Normal(count, 6, 1, seed: 5),
            "collapsed" => PlanarPoints.Normal(count, 1e-3, 1e-3, seed: 5),
            "two-points" => [.. Enumerable.Range(0, 2 * count).Select(i => i % 4 == 0 ? -8f : 8f)],
            "two-tight-clusters" => [.. PlanarPoints.Normal(count, 1e-5, 1e-5, seed: 5).Select((offset, i) => offset + (i % 4 == 0 ? -1f : 1f))],
            "rounding-noise" => [.. PlanarPoints.Normal(count, 5e-7, 5e-7, seed: 5).Select(offset => 8 + offset)],
            _ => PlanarPoints.TwoModes(count, seed: 5),
        };
        var second = PlanarPoints.TwoModes(count, seed: 6);
        AssertProved(first, second);
    }

    [Fact]
    public void Solve_Twice_GivesTheSameMatching()
    {
        var first = PlanarPoints.Normal(500, 6, 1, seed: 7);
        var second = PlanarPoints.TwoModes(500, seed: 8);
        var once = LinearAssignment.Solve(new PointCosts(first, second, 2), TestContext.Current.CancellationToken);
        var again = LinearAssignment.Solve(new PointCosts(first, second, 2), TestContext.Current.CancellationToken);
        Assert.Equal(once.Columns, again.Columns);
        Assert.Equal(once.Prices, again.Prices);
    }

    [Fact]
    public void Solve_EqualPoints_MatchesThemAnyhow()
    {
        var result = LinearAssignment.Solve(new PointCosts(new float[200], PlanarPoints.TwoModes(100, seed: 9), 2), TestContext.Current.CancellationToken);
        AssertPermutation(result.Columns);
    }

    [Fact]
    public void Solve_Cancelled_Stops() => Assert.Throws<OperationCanceledException>(() => LinearAssignment.Solve(
        new PointCosts(PlanarPoints.Normal(100, 1, 1, seed: 1), PlanarPoints.TwoModes(100, seed: 2), 2), new CancellationToken(canceled: true)));

    [Fact]
    public void MatrixCosts_NotFinite_AreRefused() =>
        Assert.Throws<ArgumentException>(() => new MatrixCosts([1, 2, double.NaN, 4], 2));

    [Fact]
    public void PointCosts_NotFinite_AreRefused() =>
        Assert.Throws<ArgumentException>(() => new PointCosts([1, 2, float.PositiveInfinity, 4], [1, 2, 3, 4], 2));

    [Fact]
    public void PointCosts_OfDifferentCounts_AreRefused() =>
        Assert.Throws<ArgumentException>(() => new PointCosts([1, 2], [1, 2, 3, 4], 2));

    private static void AssertOptimal(double[] costs, int count)
    {
        var result = LinearAssignment.Solve(new MatrixCosts(costs, count));
        AssertPermutation(result.Columns);
        Assert.Equal(BruteForce(costs, count, 0, 0), Total(costs, result.Columns), 1e-9);
    }

    private static double BruteForce(double[] costs, int count, int row, int taken)
    {
        if (row == count)
            return 0;

        return Enumerable.Range(0, count).Where(column => (taken >> column & 1) == 0)
            .Min(column => costs[row * count + column] + BruteForce(costs, count, row + 1, taken | 1 << column));
    }

    // Weak duality: whatever the prices, no assignment costs less than the rows' least sums of cost and price less all prices.
    private static void AssertProved(float[] first, float[] second)
    {
        var count = first.Length / 2;
        var costs = PlanarPoints.SquaredDistances(first, second);
        var fromMatrix = LinearAssignment.Solve(new MatrixCosts(costs, count), TestContext.Current.CancellationToken);
        var bound = Enumerable.Range(0, count).Sum(row => Enumerable.Range(0, count).Min(column => costs[row * count + column] + fromMatrix.Prices[column]))
            - fromMatrix.Prices.Sum();
        var fromPoints = LinearAssignment.Solve(new PointCosts(first, second, 2), TestContext.Current.CancellationToken);
        Assert.InRange(fromPoints.Gap, 0, 1e-12);
        AssertPermutation(fromPoints.Columns);
        AssertPermutation(fromMatrix.Columns);
        Assert.Equal(bound, Total(costs, fromMatrix.Columns), 1e-10 * bound);
        Assert.Equal(bound, Total(costs, fromPoints.Columns), 1e-10 * bound);
    }

    private static double Total(double[] costs, int[] columns) => columns.Select((column, row) => costs[row * columns.Length + column]).Sum();

    private static void AssertPermutation(int[] columns) => Assert.Equal(Enumerable.Range(0, columns.Length), columns.Order());
}
