using Google.OrTools.Graph;

namespace FastOde.Bench.Assignment;

/// <summary>OR-Tools' cost-scaling assignment, which takes whole costs: ours are rounded to a 2⁻³⁰ of their largest.</summary>
internal static class OrTools
{
    private const double Scale = 1 << 30;

    /// <summary>The column of each row in an assignment of least total rounded cost.</summary>
    public static int[] Solve(double[] costs, int count)
    {
        var unit = costs.Max(Math.Abs) / Scale;
        using var problem = new LinearSumAssignment();
        for (var row = 0; row < count; row++)
        {
            for (var column = 0; column < count; column++)
                problem.AddArcWithCost(row, column, (long)Math.Round(costs[row * count + column] / unit));
        }

        var status = problem.Solve();
        if (status != LinearSumAssignment.Status.OPTIMAL)
            throw new InvalidOperationException($"OR-Tools ends with {status}.");
        return [.. Enumerable.Range(0, count).Select(problem.RightMate)];
    }
}
