using FastOde.Contracts.Results;
using FastOde.Dashboard.Tables;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.Tables;

public sealed class TrialRowsTests
{
    private readonly TrialSummary[] trials =
    [
        Sample.Trial(1), Sample.Trial(2, "learned", 7) with { ObjectiveValue = 2 }, Sample.Trial(3, "learned") with { ObjectiveValue = 0.5 },
    ];

    [Theory]
    [InlineData(null, false, new[] { 1, 2, 3 })]
    [InlineData(null, true, new[] { 3, 2, 1 })]
    [InlineData("number", true, new[] { 3, 2, 1 })]
    [InlineData("objective", false, new[] { 3, 2, 1 })]
    [InlineData("objective", true, new[] { 2, 3, 1 })]
    [InlineData("seed", true, new[] { 2, 1, 3 })]
    [InlineData("coupling.kind", true, new[] { 2, 3, 1 })]
    [InlineData("wasserstein2@euler-4", false, new[] { 3, 1, 2 })]
    [InlineData("nothing of the kind", false, new[] { 1, 2, 3 })]
    public async Task Of_Sort_PutsTrialsWithoutAValueLast(string? column, bool descending, int[] expected) =>
        Assert.Equal(expected, TrialRows.Of(trials, await Data(null), new TrialTableRequest(Sort: column, IsDescending: descending)).Select(trial => trial.Number));

    [Fact]
    public async Task Of_Filter_LeavesThoseThatMatch() =>
        Assert.Equal([3, 2], TrialRows.Of(trials, await Data("coupling.kind=learned"), new TrialTableRequest(IsDescending: true)).Select(trial => trial.Number));

    [Fact]
    public async Task Read_WithoutFilterAndCells_AsksNothing()
    {
        var results = new FakeResults();
        await TrialTableData.Read(results, 1, null, [new("seed", "Seed", TrialColumnKind.Trial)], TestContext.Current.CancellationToken);

        Assert.Empty(results.TableQueries);
    }

    private Task<TrialTableData> Data(string? filter)
    {
        var results = new FakeResults();
        results.Trials.AddRange(trials);
        results.Rows.AddRange([Sample.Row("1-1", 3), Sample.Row("1-2", double.NaN), Sample.Row("1-3", 1)]);
        return TrialTableData.Read(results, 1, filter, [new("wasserstein2@euler-4", "", TrialColumnKind.Cell)], TestContext.Current.CancellationToken);
    }
}
