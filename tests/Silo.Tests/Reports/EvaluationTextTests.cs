using FastOde.Silo.Reports;
using FastOde.Silo.Tests.TestSupport;
using static FastOde.Silo.Tests.TestSupport.Experiments;

namespace FastOde.Silo.Tests.Reports;

public sealed class EvaluationTextTests
{
    [Fact]
    public void Write_CellsWithoutANumber_AreExplainedBelowTheTable()
    {
        using var console = new PlainConsole(120);
        EvaluationText.Write(
            console.Console,
            [
                Row("1-1", "curvature", 1, 2e-14), Row("1-1", "wasserstein2", 1, 2.5),
                Row("1-1", "wasserstein2", 1e-5, double.NaN) with { Solver = "dopri5", Remark = "the step became too small" },
            ]);

        Assert.Matches(@"euler +1 +1 +1 +–\* +2\.500 +0\.500", console.Text);
        Assert.Matches(@"dopri5 +1e-5 .* – +failed", console.Text);
        Assert.Contains("* 0 by construction", console.Text, StringComparison.Ordinal);
        Assert.Contains("No number for W2 at dopri5-1e-5: the step became too small.", console.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ManyMetrics_KeepsWithinTheWidth()
    {
        using var console = new PlainConsole(80);
        EvaluationText.Write(console.Console, [.. Enumerable.Range(1, 9).Select(metric => Row("1-1", $"metric-number-{metric}", 4, metric))]);

        Assert.All(console.Text.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.All(Enumerable.Range(1, 9), metric => Assert.Contains($"metric-number-{metric}", console.Text, StringComparison.Ordinal));
    }
}
