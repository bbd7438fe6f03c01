using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Tests.Metrics;

namespace FastOde.FlowMatching.Tests.Couplings;

/// <summary>The entropic plan has its marginals, its closed forms, and the assignment as its limit.</summary>
public sealed class SinkhornPlanTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 0.01)]
    [InlineData(50, 0.05)]
    [InlineData(50, 100)]
    [InlineData(97, 0.02)]
    public void Solve_Converged_HasEqualRowsAndColumns(int count, double regularization)
    {
        var plan = Solved(Costs(count), count, regularization);
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(1.0 / count, Enumerable.Range(0, count).Sum(j => plan.Mass(i, j)), 1e-4 / count);
            Assert.Equal(1.0 / count, Enumerable.Range(0, count).Sum(j => plan.Mass(j, i)), 0.05 / count);
        }

        Assert.InRange(plan.Iterations, 1, 4999);
    }

    /// <summary>For two points a side the plan is p, ½ - p with p/(½ - p) = exp((c01 + c10 - c00 - c11)/(2ε)).</summary>
    [Fact]
    public void Solve_TwoPoints_IsTheClosedForm()
    {
        var plan = Solved([1, 4, 2, 1], 2, 0.5);
        Assert.Equal(0.5 / (1 + Math.Exp(-2)), plan.Mass(0, 0), 3e-4);
        Assert.Equal(0.5 / (1 + Math.Exp(2)), plan.Mass(0, 1), 3e-4);
    }

    [Fact]
    public void Solve_CostsFarBeyondTheRange_HasNoInfinities()
    {
        var plan = Solved([0, 1e9f, 1e9f, 0], 2, 1e-6);
        Assert.Equal(0.5, plan.Mass(0, 0), 1e-6);
        Assert.Equal(0, plan.Mass(0, 1));
    }

    [Fact]
    public void Draw_ManyShares_FollowsTheRowsMasses()
    {
        var plan = Solved(Costs(9), 9, 0.3);
        const int draws = 20_000;
        var counts = new int[9];
        for (var i = 0; i < draws; i++)
            counts[plan.Draw(4, (i + 0.5) / draws)]++;
        for (var column = 0; column < 9; column++)
            Assert.Equal(9 * plan.Mass(4, column), (double)counts[column] / draws, 1e-3);
    }

    private static SinkhornPlan Solved(float[] costs, int count, double regularization)
    {
        var plan = new SinkhornPlan(count);
        plan.Solve(costs, regularization, 5000);
        return plan;
    }

    private static float[] Costs(int count) =>
        Array.ConvertAll(PlanarPoints.SquaredDistances(PlanarPoints.Normal(count, 6, 1, seed: 1), PlanarPoints.TwoModes(count, seed: 2)), cost => (float)cost);
}
