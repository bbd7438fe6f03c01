using CsCheck;
using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Solvers;

namespace FastOde.FlowMatching.Tests.Solvers;

public sealed class SolverSettingTests
{
    private static readonly Gen<SolverMethod> Fixed =
        Gen.OneOf([.. SolverCatalog.Solvers.All.Where(method => !method.IsAdaptive).Select(Gen.Const)]);

    [Fact]
    public void Steps_OfWhatAnyStepCountCosts_IsThatStepCount() =>
        Gen.Select(Fixed, Gen.Int[1, 100_000]).Sample((method, steps) =>
            SolverBudget.Steps(method, method.EvaluationsFor(steps)) == steps);

    [Fact]
    public void Steps_OfAnyBudget_AreExactOrRefusedWithTheNearestPossible() =>
        Gen.Select(Fixed, Gen.Int[1, 1000]).Sample((method, budget) =>
        {
            var possible = Enumerable.Range(1, 1001).Select(method.EvaluationsFor).ToHashSet();
            try
            {
                return method.EvaluationsFor(SolverBudget.Steps(method, budget)) == budget;
            }
            catch (ImpossibleBudgetException exception)
            {
                int[] below = [.. possible.Where(cost => cost < budget).OrderDescending().Take(1)];
                int[] above = [.. possible.Where(cost => cost > budget).Order().Take(1)];
                return !possible.Contains(budget) && exception.Nearest.SequenceEqual([.. below, .. above]);
            }
        });

    [Fact]
    public void Steps_OfAnEvenBudgetForHeun_NamesTheOddOnesBesideIt()
    {
        var exception = Assert.Throws<ImpossibleBudgetException>(() => SolverSetting.Parse("heun-8"));

        Assert.Equal("heun cannot take 8 evaluations: it takes 1, 3, 5, …; nearest: 7 or 9.", exception.Message);
    }

    [Fact]
    public void ToString_OfAnyFixedSetting_ReadsBackEqual() =>
        Gen.Select(Fixed, Gen.Int[1, 1000]).Sample((method, steps) =>
        {
            var setting = SolverSetting.Of(method.Name, method.EvaluationsFor(steps));
            return SolverSetting.Parse(setting.ToString()) == setting;
        });

    [Fact]
    public void ToString_OfAnyTolerance_ReadsBackEqual() =>
        Gen.Double[1e-12, 0.999].Sample(tolerance =>
        {
            var setting = SolverSetting.Of("dopri5", tolerance);
            return SolverSetting.Parse(setting.ToString()) == setting;
        });

    [Theory]
    [InlineData(1e-5, "dopri5-1e-5")]
    [InlineData(0.001, "dopri5-1e-3")]
    [InlineData(0.00025, "dopri5-2.5e-4")]
    public void ToString_OfATolerance_IsTheShortScientificForm(double tolerance, string text) =>
        Assert.Equal(text, SolverSetting.Of("dopri5", tolerance).ToString());

    [Theory]
    [InlineData("euler", "names no solver setting")]
    [InlineData("euler-", "names no solver setting")]
    [InlineData("euler-4\n", "names no solver setting")]
    [InlineData("Euler-4", "names no solver setting")]
    [InlineData("eular-4", "did you mean 'euler'")]
    [InlineData("euler/curv-4", "did you mean 'curvature'")]
    [InlineData("heun/power7-4", "nearest: 3 or 5")]
    [InlineData("euler-0", "whole number from 1")]
    [InlineData("euler-2.5", "whole number from 1")]
    [InlineData("euler-1e9", "whole number from 1")]
    [InlineData("rk4-2", "nearest: 4.")]
    [InlineData("rk4-9", "nearest: 8 or 12.")]
    [InlineData("dopri5-20", "between 0 and 1")]
    [InlineData("dopri5-0", "between 0 and 1")]
    public void Parse_OfWhatNoSolverCanDo_SaysWhatItCan(string text, string explanation)
    {
        var exception = Assert.ThrowsAny<InvalidSettingException>(() => SolverSetting.Parse(text));

        Assert.Contains(explanation, exception.Message, StringComparison.Ordinal);
    }
}
