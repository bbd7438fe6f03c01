using FastOde.Contracts.Results;
using FastOde.Silo.Reports;
using FastOde.Silo.Tests.TestSupport;
using FastOde.Specs;
using static FastOde.Silo.Tests.TestSupport.Experiments;

namespace FastOde.Silo.Tests.Reports;

public sealed class ComparisonTableTests
{
    [Fact]
    public void Write_StepsThatDifferFromNfe_AreBothNamed()
    {
        var text = Draw(Experiment([Trial(1, "learned")], Row("1-1", "wasserstein2", 9, 2) with { Solver = "heun", Steps = 5 }));
        Assert.Contains("5 steps (NFE 9)", text, StringComparison.Ordinal);
        Assert.Contains("W2 by heun", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ScoreOnFeatures_NamesItsExtractorInTheTitleAlone()
    {
        var text = Draw(Experiment([Trial(1, "learned")], Row("1-1", "fid[mnist-classifier]", 4, 87.2), Row("1-1", "curvature", 4, 0.07)));

        Assert.Contains("FID (mnist-classifier) by euler", text, StringComparison.Ordinal);
        Assert.Matches(@"assignment +seeds +curvature +4 steps +NFE within 10 % of best", text);
    }

    [Fact]
    public void Write_AdaptiveSolver_NamesToleranceAndMeasuredNfe()
    {
        var text = Draw(Experiment([Trial(1, "learned")], Row("1-1", "wasserstein2", 1e-5, 2) with { Solver = "dopri5", Steps = 7, Nfe = 44 }));
        Assert.Contains("tolerance 1e-5 (NFE 44)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_TrialThatWasPruned_IsLeftOutOfTheComparisonAndNoFailure()
    {
        var experiment = Experiment(
            [Trial(1, "learned"), Trial(2, "learned", seed: 1, state: TrialState.Pruned) with { Step = 100, Message = "others promise more" }],
            Row("1-1", "wasserstein2", 4, 2),
            Row("1-2", "wasserstein2", 4, 90, 100));

        var text = Draw(experiment);

        Assert.Contains("Left out: trial 1-2 (pruned).", text, StringComparison.Ordinal);
        Assert.Matches(@"learned · beta 10 +1 of 2 +2\.00", text);
        Assert.DoesNotContain("others promise more", text, StringComparison.Ordinal);
        Assert.True(experiment.AllSucceeded);
    }

    [Fact]
    public void Write_TrialThatDiverged_IsListedWithItsMessage()
    {
        var text = Draw(Experiment([Trial(1, "learned", state: TrialState.Diverged) with { Step = 12, Message = "loss is NaN at step 13" }]));
        Assert.Contains("1-1 learned · beta 10, seed 0: diverged at step 12: loss is NaN at step 13", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_TrialWithATeacher_SaysWhatItLearnedFrom() => Assert.Contains(
        "trial 1-1 learned from 500 pairs by heun-9 from trial 3-2 at step 70 (checkpoint aaaaaaaaaaaa)",
        Draw(Experiment([Trial(1, "reflow")]) with { Lineages = Taught("1-1") }),
        StringComparison.Ordinal);

    [Fact]
    public void Write_SeedsOfOneTeacher_SaysOnceWhatTheyLearnedFrom()
    {
        var lineages = new[] { "1-1", "1-2", "1-3", "1-4" }.SelectMany(trial => Taught(trial)).ToDictionary();
        var text = Draw(Experiment([.. Enumerable.Range(1, 4).Select(number => Trial(number, "reflow"))]) with { Lineages = lineages });

        Assert.Contains("trials 1-1 … 1-4 learned from 500 pairs by heun-9", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("learned from").Length);
    }

    [Fact]
    public void Write_NoTerminal_HasNoEscapeSequence() =>
        Assert.DoesNotContain('\u001b', Draw(Experiment([Trial(1, "learned")], Row("1-1", "wasserstein2", 1, 1))));

    [Fact]
    public void Write_ManyAssignments_ShowsTheBestByTheObjective()
    {
        var trials = Enumerable.Range(1, 30)
            .Select(number => Trial(number, $"kind{number:00}") with { ObjectiveValue = number, Step = 0, Iterations = 0 })
            .ToList();
        var experiment = Experiment(trials, [.. trials.Select(trial => Row(trial.Id, "value", 0, trial.ObjectiveValue!.Value, step: 0) with { Solver = "" })]);
        var text = Draw(experiment with { Summary = experiment.Summary with { Objective = new ObjectiveSpec { Metric = "value", Maximize = true } } });

        Assert.Contains("kind30", text, StringComparison.Ordinal);
        Assert.DoesNotContain("kind10", text, StringComparison.Ordinal);
        Assert.Contains("the best 20 of 30 assignments by value", text, StringComparison.Ordinal);
        Assert.DoesNotContain("NFE", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_TwoAssignments_MarksTheBestOfEachColumnAndNamesTheTrials()
    {
        var trials = new[] { Trial(1, "independent"), Trial(2, "learned"), Trial(3, "independent", seed: 1), Trial(4, "learned", seed: 1) };
        double[] values = [5, 1, 5.01, 1.02];
        var lines = Draw(Experiment(trials, [.. trials.Select(trial => Row(trial.Id, "wasserstein2", 4, values[trial.Number - 1]))])).Split('\n');

        Assert.Contains(lines, line => line.StartsWith("independent", StringComparison.Ordinal) && !line.Contains('•') && line.TrimEnd().EndsWith(" 1-1 1-3", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("learned", StringComparison.Ordinal) && line.Contains('•'));
        Assert.Contains(lines, line => line.StartsWith("• best of its column", StringComparison.Ordinal));
    }

    [Fact]
    public void Write_NarrowTerminal_TurnsTheTable()
    {
        var rows = Enumerable.Range(1, 8).Select(number => Row("1-1", "wasserstein2", number, number)).ToList();
        var text = Draw(Experiment([Trial(1, "learned")], rows), width: 60);

        Assert.All(text.Split('\n').Where(line => !line.StartsWith("experiment", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, 60));
        Assert.Matches(@"8 steps +8\.00 *\n", text);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void Write_ManyAssignmentsInANarrowTerminal_CutsNoNameAndNoNumber(int width)
    {
        var trials = Enumerable.Range(1, 9).Select(number => Trial(number, $"minibatch-optimal-transport-{number}")).ToList();
        var rows = trials.SelectMany(trial => Enumerable.Range(1, 8).Select(number => Row(trial.Id, "wasserstein2", number, 12.25 + number)));
        var text = Draw(Experiment(trials, [.. rows]), width);

        Assert.All(text.Split('\n').Where(line => !line.StartsWith("experiment", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, width));
        Assert.All(trials, trial => Assert.Contains($"minibatch-optimal-transport-{trial.Number}", text, StringComparison.Ordinal));
        Assert.All(Enumerable.Range(1, 8), number => Assert.Equal(9, text.Split($"{12.25 + number:F1}").Length - 1));
    }

    [Fact]
    public void Write_CurvatureOfOneStep_IsADashWithANote()
    {
        var text = Draw(Experiment([Trial(1, "learned")], Row("1-1", "curvature", 1, 3.1e-14), Row("1-1", "wasserstein2", 1, 2)));

        Assert.DoesNotContain("0.000000", text, StringComparison.Ordinal);
        Assert.Matches(@"learned · beta 10 +1 +–\* +2\.00", text);
        Assert.Contains("* 0 by construction", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_CellThatFailed_SaysWhy()
    {
        var text = Draw(Experiment([Trial(1, "learned")], Row("1-1", "wasserstein2", 4, double.NaN) with { Remark = "the step became too small" }));

        Assert.Matches(@"learned · beta 10 +1 +failed +–", text);
        Assert.Contains("No number for learned · beta 10, W2 at euler-4: the step became too small.", text, StringComparison.Ordinal);
    }

    private static string Draw(ExperimentReport experiment, int width = 240)
    {
        using var console = new PlainConsole(width);
        new ComparisonTable(console.Console).Write(experiment);
        return console.Text;
    }
}
