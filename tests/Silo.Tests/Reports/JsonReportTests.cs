using System.Text.Json.Nodes;
using FastOde.Contracts.Results;
using FastOde.Silo.Reports;
using static FastOde.Silo.Tests.TestSupport.Experiments;

namespace FastOde.Silo.Tests.Reports;

public sealed class JsonReportTests
{
    [Fact]
    public void Write_OneExperiment_HasTheDocumentedFields()
    {
        var report = Parse(Experiment([Trial(1, "learned")], Row("1-1", "curvature", 100, 0.25)));

        Assert.Equal("""{"id":1,"name":"two-gaussians","state":"completed"}""", report["experiment"]!.ToJsonString());
        var trial = report["trials"]![0]!;
        Assert.Equal("""{"coupling.kind":"learned","coupling.beta":10}""", trial["parameters"]!.ToJsonString());
        Assert.Equal("0", trial["seed"]!.ToJsonString());
        Assert.Equal("completed", (string?)trial["state"]);
        Assert.Equal(1, (int?)trial["attempts"]);
        Assert.Equal(400, (double?)trial["iterationsPerSecond"]);
        Assert.Equal(new string('a', 64), (string?)trial["weightsSha256"]);
        Assert.Equal(
            """{"step":20000,"metric":"curvature","solver":"euler","number":100,"steps":100,"nfe":100,"value":0.25,"floor":null,"seconds":0.5,"byConstruction":false,"remark":null}""",
            trial["evaluations"]![0]!.ToJsonString());
    }

    [Fact]
    public void Write_TwoAssignmentsWithSeeds_HasTheirVerdict()
    {
        var report = Parse(Experiment(
            [Trial(1, "learned"), Trial(2, "learned", seed: 1), Trial(3, "independent"), Trial(4, "independent", seed: 1)],
            Row("1-1", "wasserstein2", 4, 1), Row("1-2", "wasserstein2", 4, 2), Row("1-3", "wasserstein2", 4, 3), Row("1-4", "wasserstein2", 4, 5)));

        // Differences -2 and -3: deviation 1/√2, half the interval 12.706·0.5.
        var verdict = report["verdicts"]![0]!;
        Assert.Equal(("wasserstein2", "euler", "notDistinguishable", -2.5), ((string?)verdict["metric"], (string?)verdict["solver"], (string?)verdict["outcome"], (double?)verdict["difference"]));
        Assert.Equal(-2.5 - (12.706204736432095 / 2), (double)verdict["low"]!, 1e-9);
        Assert.True((bool)verdict["paired"]!);
        Assert.Empty(Parse(Experiment([Trial(1, "learned")], Row("1-1", "curvature", 100, 0.25)))["verdicts"]!.AsArray());
    }

    [Theory]
    [InlineData("fid[mnist-classifier]")]
    [InlineData("euler/curvature")]
    public void Write_NamesWithPunctuation_AreUnchanged(string name)
    {
        var row = Parse(Experiment([Trial(1, "learned")], Row("1-1", name, 4, 1) with { Solver = name }))["trials"]![0]!["evaluations"]![0]!;
        Assert.Equal((name, name), ((string?)row["metric"], (string?)row["solver"]));
    }

    [Fact]
    public void Write_TrialWithATeacher_HasItsLineage()
    {
        var trials = Parse(Experiment([Trial(1, "reflow"), Trial(2, "learned")]) with { Lineages = Taught("1-1") })["trials"]!;
        Assert.Equal(
            $$"""{"teacher":"3-2","checkpointStep":70,"checkpointSha256":"{{new string('a', 64)}}","pairs":500,"solver":"heun-9","seed":4}""",
            trials[0]!["lineage"]!.ToJsonString());
        Assert.False(trials[1]!.AsObject().ContainsKey("lineage"));
    }

    [Fact]
    public void Write_ValueThatIsNoNumber_IsNull()
    {
        var report = Parse(Experiment([Trial(1, "learned", state: TrialState.Diverged)], Row("1-1", "curvature", 1, double.NaN)));
        Assert.Null(report["trials"]![0]!["evaluations"]![0]!["value"]);
    }

    [Fact]
    public void Write_CellThatFailedAndOneThatSaysNothing_AreToldApart()
    {
        var rows = Parse(Experiment(
            [Trial(1, "learned")],
            Row("1-1", "curvature", 1, 3e-14), Row("1-1", "wasserstein2", 4, double.NaN) with { Remark = "the step became too small" }))["trials"]![0]!["evaluations"]!;

        Assert.Equal((true, null), ((bool)rows[0]!["byConstruction"]!, (string?)rows[0]!["remark"]));
        Assert.Equal((false, "the step became too small"), ((bool)rows[1]!["byConstruction"]!, (string?)rows[1]!["remark"]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Write_OtherThanOneExperiment_IsAList(int count) =>
        Assert.Equal(count, Parse([.. Enumerable.Repeat(Experiment([Trial(1, "learned")]), count)])["experiments"]!.AsArray().Count);

    private static JsonNode Parse(params ExperimentReport[] experiments) => JsonNode.Parse(JsonReport.Write(experiments))!;
}
