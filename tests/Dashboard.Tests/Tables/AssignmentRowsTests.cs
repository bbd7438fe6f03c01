using FastOde.Analysis.Measurements;
using FastOde.Analysis.Trials;
using FastOde.Analysis.Verdicts;
using FastOde.Contracts.Results;
using FastOde.Dashboard.Tables;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.Tables;

public sealed class AssignmentRowsTests
{
    private static readonly Objective Least = Objective.Of("wasserstein2@euler-4", maximize: false);
    private static readonly TrialColumn Cell = new("wasserstein2@euler-8", "", TrialColumnKind.Cell);

    [Fact]
    public async Task Of_Seeds_AreTakenTogetherAndTheBestIsMarkedWhereTheyTellIt()
    {
        var rows = await Rows(Values("independent", 5.0, 5.1, 5.05, 4.95), Values("learned", 1.0, 1.1, 1.05, 0.95));

        Assert.Equal(["independent", "learned"], rows.Select(row => row.Label));
        Assert.Equal((4, 4, 4), (rows[0].Completed, rows[0].Trials.Count, rows[0].Objective.Reading!.Spread!.Count));
        Assert.Equal(1.025, rows[1].Objective.Reading!.Spread!.Mean, 1e-9);
        Assert.Equal((Mark.None, Mark.Best), (rows[0].Objective.Mark, rows[1].Objective.Mark));
        Assert.Equal((Mark.None, Mark.Best), (rows[0].Cells[Cell.Key].Mark, rows[1].Cells[Cell.Key].Mark));
        Assert.Equal(2.025, rows[1].Cells[Cell.Key].Reading!.Spread!.Mean, 1e-9);
    }

    [Fact]
    public async Task Of_OneSeedEach_MarksNothing() =>
        Assert.All(await Rows(Values("independent", 5), Values("learned", 1)), row => Assert.Equal(Mark.None, row.Objective.Mark));

    [Fact]
    public async Task Of_AnObjectiveAgainstItsMetric_MarksNothing() => Assert.All(
        await Rows(Objective.Of("wasserstein2@euler-4", maximize: true), new TrialTableRequest(), Values("independent", 5.0, 5.1, 5.05), Values("learned", 1.0, 1.1, 1.05)),
        row => Assert.Equal(Mark.None, row.Objective.Mark));

    [Fact]
    public async Task Of_TrialsThatHaveNotCompleted_CountsThemWithoutTheirNumbers()
    {
        var running = Sample.Trial(9, "learned", seed: 9, TrialState.Running) with { ObjectiveValue = 100 };
        var rows = await Rows(Values("learned", 1, 2), [running]);

        Assert.Equal((2, 3, 1.5), (rows[0].Completed, rows[0].Trials.Count, rows[0].Objective.Reading!.Spread!.Mean));
    }

    [Theory]
    [InlineData("objective", false, new[] { 1, 0, 2 })]
    [InlineData("objective", true, new[] { 0, 1, 2 })]
    [InlineData("coupling.kind", true, new[] { 2, 1, 0 })]
    [InlineData("wasserstein2@euler-8", false, new[] { 1, 0, 2 })]
    [InlineData("seed", true, new[] { 0, 1, 2 })]
    public async Task Of_Sort_PutsAssignmentsWithoutAValueLast(string column, bool descending, int[] expected)
    {
        var waiting = Sample.Trial(7, "reflow", state: TrialState.Queued);
        var rows = await Rows(Least, new TrialTableRequest(Sort: column, IsDescending: descending), Values("independent", 5, 5.1), Values("learned", 1), [waiting]);

        Assert.Equal(expected, rows.Select(row => row.Index));
    }

    private static TrialSummary[] Values(string coupling, params double[] values) =>
        [.. values.Select((value, seed) => Sample.Trial(0, coupling, seed) with { ObjectiveValue = value })];

    private static Task<IReadOnlyList<AssignmentRow>> Rows(params TrialSummary[][] groups) => Rows(Least, new TrialTableRequest(), groups);

    private static async Task<IReadOnlyList<AssignmentRow>> Rows(Objective objective, TrialTableRequest request, params TrialSummary[][] groups)
    {
        TrialSummary[] trials = [.. groups.SelectMany(group => group).Select((trial, index) => trial with { Number = index + 1, Id = $"1-{index + 1}" })];
        var results = new FakeResults();
        results.Trials.AddRange(trials);
        results.Rows.AddRange(trials.Where(trial => trial.ObjectiveValue is not null).Select(trial => Sample.Row(trial.Id, trial.ObjectiveValue!.Value + 1, number: 8)));
        TrialColumn[] columns = [Cell, new("coupling.kind", "", TrialColumnKind.Parameter)];
        var data = await TrialTableData.Read(results, 1, null, columns, TestContext.Current.CancellationToken);
        return AssignmentRows.Of(new TrialGroups<TrialSummary>(trials), data, columns, objective, request);
    }
}
