using FastOde.Analysis.Measurements;
using FastOde.Analysis.Trials;
using FastOde.Analysis.Verdicts;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Specs;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class AnswerTests
{
    private static readonly Goals Least = Goals.Of("wasserstein2@euler-4", maximize: false, [], []);

    [Fact]
    public void From_SeedsThatTell_IsTheBestWithItsVerdictAndValues()
    {
        var answer = Answer.From(Groups(Trial(1, 5, 0, 5.0), Trial(2, 1, 0, 1.0), Trial(3, 5, 1, 5.1), Trial(4, 1, 1, 1.1)), Least)!;

        Assert.Equal((1, "beta 1"), (answer.Index, answer.Label));
        Assert.Equal("W2 at euler-4 1.05 ± 0.64", answer.Value);
        Assert.Equal("of 2 assignments", answer.Of);
        Assert.Equal(VerdictOutcome.FirstIsBetter, answer.Verdict!.Outcome);
        Assert.Equal(["beta 1", "beta 5"], answer.Chart!.Series.Select(series => series.Name));
        Assert.Equal([new ChartPoint(1, 1.0), new ChartPoint(1, 1.1)], answer.Chart.Series[0].Points);
        Assert.Equal([1, 0], answer.Chart.Series.Select(series => series.ColorIndex));
    }

    [Fact]
    public void From_TrialsThatStillRun_CountsThoseThatHaveCompleted()
    {
        var answer = Answer.From(Groups(Trial(1, 5, 0, 5), Trial(2, 1, 0, 0.1) with { State = TrialState.Running }), Least)!;

        Assert.Equal(("beta 5", "of 1 assignment that has a value, 2 in all"), (answer.Label, answer.Of));
        Assert.Null(answer.Verdict);
        Assert.Null(answer.Chart);
    }

    [Fact]
    public void From_OneSeedEach_SaysThatItDoesNotTell() =>
        Assert.Contains("a spread needs two", Answer.From(Groups(Trial(1, 5, 0, 5), Trial(2, 1, 0, 1)), Least)!.Verdict!.Sentence, StringComparison.Ordinal);

    [Fact]
    public void From_OneSeedOfExactValues_SaysTheBest()
    {
        var answer = Answer.From(new([Trial(1, 5, 0, 5), Trial(2, 1, 0, 1), Trial(3, 1, 1, 1)]) { IsExact = true }, Least)!;

        Assert.Equal("W2 at euler-4 1.00", answer.Value);
        Assert.Equal("beta 1 is better than beta 5 in W2 at euler-4 by 4.00. Its values are exact: no seeds are needed.", answer.Verdict!.Sentence);
    }

    [Fact]
    public void From_AnObjectiveToMaximize_IsTheLargest() =>
        Assert.Equal("beta 5", Answer.From(Groups(Trial(1, 5, 0, 5), Trial(2, 1, 0, 1)), Goals.Of("wasserstein2@euler-4", maximize: true, [], []))!.Label);

    [Fact]
    public void From_ManyAssignments_DrawsNone()
    {
        var answer = Answer.From(Groups([.. Enumerable.Range(1, Answer.MostDrawn + 1).Select(number => Trial(number, number, 0, number))]), Least)!;

        Assert.Equal("beta 1", answer.Label);
        Assert.Null(answer.Chart);
    }

    [Fact]
    public void From_NoValueOrSeveralObjectives_IsNone()
    {
        Assert.Null(Answer.From(Groups(Trial(1, 5, 0, null)), Least));
        Assert.Null(Answer.From(Groups(Trial(1, 5, 0, 5) with { OtherValues = [1] }), Goals.Of("f1", maximize: false, ["f2"], [])));
    }

    private static TrialGroups<TrialSummary> Groups(params TrialSummary[] trials) => new(trials);

    private static TrialSummary Trial(int number, double beta, long seed, double? objective) => Sample.Trial(number) with
    {
        Parameters = new Dictionary<string, ParameterValue> { ["coupling.beta"] = ParameterValue.Of(beta) },
        Seed = seed,
        State = TrialState.Completed,
        ObjectiveValue = objective,
    };
}
