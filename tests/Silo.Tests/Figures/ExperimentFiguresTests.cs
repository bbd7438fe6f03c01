using FastOde.Contracts.Results;
using FastOde.Silo.Figures;
using FastOde.Silo.Output;
using FastOde.Silo.Reports;
using FastOde.Specs;
using static FastOde.Silo.Tests.TestSupport.Experiments;

namespace FastOde.Silo.Tests.Figures;

public sealed class ExperimentFiguresTests
{
    private const string Fid = "fid[mnist-classifier]";

    [Fact]
    public void Draw_Nfe_TakesTheSpecsFirstMetricAndSolver()
    {
        var figure = new ExperimentFigures(Images()).Draw(new FigureRequest { Kind = FigureKind.Nfe });

        Assert.Equal("two-gaussians", figure.Title);
        Assert.Equal("FID (mnist-classifier) against NFE by heun; step 20,000, mean ± standard deviation over 2 seeds", figure.Subtitle);
        Assert.Equal(9, Assert.Single(Assert.Single(figure.Panels).Series[0].Points).X);
    }

    [Fact]
    public void Only_AValue_LeavesTheOtherTrialsOutAndTheKeyOutOfLabels()
    {
        var images = Images();
        var value = images.Trials[^1].Parameters["coupling.beta"].ToString();

        var part = images.Only("coupling.beta", value);

        Assert.All(part.Trials, trial => Assert.False(trial.Parameters.ContainsKey("coupling.beta")));
        Assert.True(part.Trials.Count < images.Trials.Count);
        Assert.Equal($"two-gaussians: beta {value}", new ExperimentFigures(part).Draw(new FigureRequest { Kind = FigureKind.Nfe }).Title);
        Assert.All(part.Evaluations, row => Assert.Contains(part.Trials, trial => trial.Id == row.TrialId));
        Assert.Contains("no trial of experiment 1 has this; coupling.beta is ", Assert.Throws<CommandFailure>(() => images.Only("coupling.beta", "77")).Message, StringComparison.Ordinal);
        Assert.Contains("the search varies ", Assert.Throws<CommandFailure>(() => images.Only("batchSize", "77")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_Family_IsEnoughForTheMetric()
    {
        var figure = new ExperimentFigures(Images()).Draw(new FigureRequest { Kind = FigureKind.Nfe, Metric = "fid", Solver = "euler" });

        Assert.Equal([4, 20], figure.Panels[0].Series[0].Points.Select(point => point.X));
    }

    [Fact]
    public void Draw_Key_HasCurvatureAboveTheMetric()
    {
        var figure = new ExperimentFigures(Images()).Draw(new FigureRequest { Kind = FigureKind.Key, Cell = "euler-20" });

        Assert.Equal(["Curvature against β (euler-20)", "FID (mnist-classifier) against β (euler-20)"], figure.Panels.Select(panel => panel.Title));
        Assert.Equal([5, 20], figure.Panels[1].Series[0].Points.Select(point => point.X));
    }

    [Theory]
    [InlineData("--metric kid: the experiment has fid[mnist-classifier], recall[mnist-classifier], curvature", FigureKind.Nfe, "kid", null, null, null)]
    [InlineData("--solver rk4: fid[mnist-classifier] was measured with heun, euler", FigureKind.Nfe, "fid", "rk4", null, null)]
    [InlineData("--cell euler-8: fid[mnist-classifier] was measured at heun-9, euler-4, euler-20", FigureKind.Key, "fid", null, null, "euler-8")]
    [InlineData("--cell twenty: fid", FigureKind.Key, "fid", null, null, "twenty")]
    [InlineData("--key coupling.kind: the numbers that the experiment varies are coupling.beta", FigureKind.Key, "fid", null, "coupling.kind", null)]
    public void Draw_WhatTheExperimentLacks_IsRefusedWithWhatItHas(string message, object kind, string? metric, string? solver, string? key, string? cell)
    {
        var failure = Assert.Throws<CommandFailure>(() => new ExperimentFigures(Images()).Draw(
            new FigureRequest { Kind = (FigureKind)kind, Metric = metric, Solver = solver, Key = key, Cell = cell }));

        Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadInput, failure.ExitCode);
    }

    [Fact]
    public void Draw_NothingEvaluated_SaysSo() =>
        Assert.Contains(
            "has not been evaluated yet",
            Assert.Throws<CommandFailure>(() => new ExperimentFigures(Experiment([Trial(1, "learned")])).Draw(new FigureRequest { Kind = FigureKind.Nfe })).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Draw_KeyOfAnExperimentThatVariesNone_SaysSo() =>
        Assert.Contains(
            "varies no number",
            Assert.Throws<CommandFailure>(() => new ExperimentFigures(Experiment([Trial(1, "learned")], Row("1-1", Fid, 4, 1))).Draw(new FigureRequest { Kind = FigureKind.Key })).Message,
            StringComparison.Ordinal);

    private static ExperimentReport Images()
    {
        List<TrialSummary> trials = [Trial(1, "independent"), Trial(2, "learned"), Trial(3, "learned", seed: 1), Trial(4, "learned")];
        trials[0] = trials[0] with { Parameters = new Dictionary<string, ParameterValue> { ["coupling.kind"] = ParameterValue.Of("independent") } };
        trials[1] = trials[1] with { Parameters = Beta(20) };
        trials[2] = trials[2] with { Parameters = Beta(20) };
        trials[3] = trials[3] with { Parameters = Beta(5) };
        List<EvaluationRecord> rows = [];
        foreach (var trial in trials)
        {
            rows.AddRange([
                Row(trial.Id, "curvature", 20, 0.07), Row(trial.Id, Fid, 4, 80 + trial.Number), Row(trial.Id, Fid, 20, 28),
                Row(trial.Id, "recall[mnist-classifier]", 20, 0.5), Row(trial.Id, Fid, 9, 33) with { Solver = "heun" },
            ]);
        }

        return Experiment(trials, rows) with { Metrics = ["curvature", "fid", "recall"], Solvers = ["heun", "euler"] };
    }

    private static Dictionary<string, ParameterValue> Beta(double beta) => new()
    {
        ["coupling.kind"] = ParameterValue.Of("learned"),
        ["coupling.beta"] = ParameterValue.Of(beta),
    };
}
