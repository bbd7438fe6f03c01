using System.Reflection;
using System.Text.RegularExpressions;
using Bunit;
using FastOde.Contracts.Results;
using FastOde.Dashboard.Components.Charts;
using FastOde.Silo.Figures;
using FastOde.Silo.Reports;
using FastOde.Silo.Tests.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using static FastOde.Silo.Tests.TestSupport.Experiments;

namespace FastOde.Silo.Tests.Reports;

/// <summary>One set of trials, given to the page, to the terminal and to a figure: all say the same of it.</summary>
public sealed partial class PageAndTerminalTests : BunitContext
{
    private static readonly ExperimentReport Experiment = Experiment(
        [
            Trial(1, "independent", state: TrialState.Running), Trial(2, "independent", seed: 1), Trial(3, "independent", seed: 2, state: TrialState.Cancelled),
            Trial(4, "learned"), Trial(5, "learned", seed: 1, state: TrialState.Failed), Trial(6, "learned", seed: 2), Trial(7, "learned", seed: 3, state: TrialState.Queued),
        ],
        Row("1-1", "wasserstein2", 4, 1.64, 10000),
        Row("1-2", "wasserstein2", 4, 1.58, 10000), Row("1-2", "wasserstein2", 4, 2.04),
        Row("1-3", "wasserstein2", 4, 9, 5000),
        Row("1-4", "wasserstein2", 4, 0.81, 10000), Row("1-4", "wasserstein2", 4, 0.3),
        Row("1-5", "wasserstein2", 4, 70, 10000),
        Row("1-6", "wasserstein2", 4, double.NaN, 10000) with { Remark = "points are not finite", Floor = 0.4 });

    private static readonly string[] Notes =
    [
        "Left out: trial 1-3 (cancelled); trial 1-5 (failed); trial 1-7 (no evaluation yet).",
        "No number for learned · beta 10, W2 at euler-4 (1 of 2 seeds): points are not finite.",
    ];

    private const string Sentence = "No verdict on W2 at euler-4: learned · beta 10 has one seed with a number there, and a spread needs two.";

    [Fact]
    public void Terminal_SeedsThatDiffer_ComparesAtEqualSteps()
    {
        using var console = new PlainConsole(120);
        new ComparisonTable(console.Console).Write(Experiment);

        Assert.Contains("W2 by euler at step 10,000", console.Text, StringComparison.Ordinal);
        Assert.Matches(@"independent · beta 10 +2 of 3 +1\.61 ± 0\.38", console.Text);
        Assert.Matches(@"learned · beta 10 +2 of 4 +0\.810 \(1 of 2\)", console.Text);
        Assert.Contains("): 0.250", console.Text, StringComparison.Ordinal);
        Assert.All(Notes, note => Assert.Contains(note, console.Text, StringComparison.Ordinal));
        Assert.Contains($"best two: {Sentence}", console.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_SeedsThatDiffer_SaysWhatTheTerminalSays()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(DispatchProxy.Create<IResultQueries, NoResults>());
        var page = Render<ComparisonView>(parameters => parameters
            .Add(view => view.Groups, Experiment.Groups).Add(view => view.Evaluations, Experiment.Evaluations).Add(view => view.PicturesVersion, 1));

        var table = page.Find("[data-table=comparison]");
        Assert.Contains("after 10,000 steps", table.TextContent, StringComparison.Ordinal);
        Assert.Contains("Floor 0.250", table.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            ["independent · beta 10|2 / 3|–|1.61 ± 0.38|4", "learned · beta 10|2 / 4|–|0.810 (1 of 2)|4"],
            page.FindAll("[data-table=comparison] tbody tr").Select(row => string.Join('|', row.Children.Select(cell => Space().Replace(cell.TextContent, " ").Trim()))));
        Assert.All(Notes, note => Assert.Contains(note, page.Markup, StringComparison.Ordinal));
        Assert.Equal(Sentence, page.Find("[data-verdict] strong").TextContent);
    }

    [Fact]
    public void Figure_SeedsThatDiffer_DrawsTheSameNumbers()
    {
        var figure = new ExperimentFigures(Experiment).Draw(new FigureRequest { Kind = FigureKind.Nfe });

        Assert.Equal("W2 against NFE by euler; step 10,000, mean ± standard deviation over 2 seeds", figure.Subtitle);
        Assert.Equal([1.61, 0.81], figure.Panels[0].Series.Select(line => Math.Round(Assert.Single(line.Points).Y, 12)));
    }

    /// <summary>A store without profiles.</summary>
    public class NoResults : DispatchProxy
    {
        protected override object Invoke(MethodInfo? targetMethod, object?[]? args) => Task.FromResult<IReadOnlyList<CurvatureProfile>>([]);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
