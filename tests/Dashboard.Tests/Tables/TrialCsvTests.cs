using FastOde.Analysis.Measurements;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Dashboard.Tables;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.Tables;

public sealed class TrialCsvTests
{
    private static readonly TrialColumn[] Columns =
    [
        new("coupling.kind", "", TrialColumnKind.Parameter), new("state", "", TrialColumnKind.Trial), new("rate", "", TrialColumnKind.Trial), new("wasserstein2@euler-4", "", TrialColumnKind.Cell),
    ];

    private readonly TrialSummary[] trials =
    [
        Sample.Trial(1, "a, \"b\"") with { ObjectiveValue = 0.1 + 0.2 }, Sample.Trial(2, "learned", state: TrialState.Failed) with { IterationsPerSecond = null },
    ];

    [Fact]
    public async Task Write_Trials_HasAllDigitsAndQuotesWhatNeedsIt()
    {
        using var writer = new StringWriter();
        TrialCsv.Write(writer, trials, Columns, await Data(), "wasserstein2@euler-4");

        Assert.Equal(
            "trial,coupling.kind,state,rate,wasserstein2@euler-4,wasserstein2@euler-4\r\n1-1,\"a, \"\"b\"\"\",completed,300,1.5,0.30000000000000004\r\n1-2,learned,failed,,,\r\n",
            writer.ToString());
    }

    [Fact]
    public async Task Write_Assignments_HasMeansAndIntervals()
    {
        TrialColumn[] columns = [Columns[0], Columns[3]];
        using var writer = new StringWriter();
        var rows = AssignmentRows.Of(new TrialGroups<TrialSummary>(trials), await Data(), columns, Objective.Of("wasserstein2@euler-4", false), new TrialTableRequest());
        TrialCsv.Write(writer, rows, columns, null);

        var lines = writer.ToString().Split("\r\n");
        Assert.Equal("assignment,completed,trials,coupling.kind,wasserstein2@euler-4 mean,wasserstein2@euler-4 half interval,objective mean,objective half interval", lines[0]);
        Assert.EndsWith(",1,1,\"a, \"\"b\"\"\",1.5,,0.30000000000000004,", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",0,1,learned,,,,", lines[2], StringComparison.Ordinal);
    }

    private Task<TrialTableData> Data()
    {
        var results = new FakeResults();
        results.Trials.AddRange(trials);
        results.Rows.AddRange([Sample.Row("1-1", 1.5), Sample.Row("1-2", double.NaN)]);
        return TrialTableData.Read(results, 1, null, Columns, TestContext.Current.CancellationToken);
    }
}
