using FastOde.Contracts.Results;
using FastOde.Silo.Figures;
using FastOde.Silo.Reports;
using FastOde.Specs;
using FastOde.TestSupport;

namespace FastOde.Silo.Tests.Figures;

public sealed class StudyFiguresTests
{
    private readonly FakeResults results = new();
    private readonly Told told = new();

    [Fact]
    public async Task Draw_Study_HasAFigureOfEachKindWithANameForItsFile()
    {
        results.Experiments.Add(Sample.Experiment());
        double[] betas = [1, 10];
        results.Trials.AddRange(betas.Select((beta, place) => Sample.Trial(place + 1, "learned") with { Parameters = Beta(beta) }));
        results.Rows.AddRange(results.Trials.Select(trial => Sample.Row(trial.Id, trial.Number, metric: "fid[mnist-classifier]")));
        results.Profiles.Add(new CurvatureProfile { TrialId = "1-1", Step = 1000, Bins = [0.3, 0.2] });
        results.Sets.Add(Sample.Trajectories("1-2", 0, 1, 2, 3));

        var figures = await Draw();

        Assert.Equal(["nfe-fid-mnist-classifier-euler", "beta-fid-mnist-classifier", "curvature-profile", "trajectories-1-2"], figures.Select(figure => figure.Name));
        Assert.All(figures, figure => Assert.NotEmpty(FigureFile.Write(figure, ".png")));

        // Of the two assignments one has no trajectories.
        Assert.Equal([0.2, 0.4, 0.6, 0.8], told.Parts);
    }

    [Fact]
    public async Task Draw_ManyAssignments_ShowsTrajectoriesOfTheBest()
    {
        results.Experiments.Add(Sample.Experiment());
        results.Trials.AddRange(Enumerable.Range(1, 14).Select(number => Sample.Trial(number) with { Parameters = Beta(number), ObjectiveValue = -number }));
        results.Sets.AddRange(results.Trials.Select(trial => Sample.Trajectories(trial.Id, 0, 1, float.NaN, 3)));

        var figures = await Draw();

        Assert.Equal(Enumerable.Range(3, 12).Select(number => $"trajectories-1-{number}"), figures.Select(figure => figure.Name));
        Assert.All(figures, figure => Assert.Equal("1 line from noise to data.", figure.Description));
    }

    [Fact]
    public async Task Draw_NothingMeasured_IsEmpty()
    {
        results.Experiments.Add(Sample.Experiment());
        results.Trials.AddRange(Sample.Trials());

        Assert.Empty(await Draw());
    }

    private static Dictionary<string, ParameterValue> Beta(double beta) => new() { ["coupling.beta"] = ParameterValue.Of(beta) };

    private async Task<IReadOnlyList<DrawnFigure>> Draw()
    {
        var token = TestContext.Current.CancellationToken;
        return await StudyFigures.Draw(await ExperimentReport.Read(results, 1, token), results, told, token);
    }

    private sealed class Told : IProgress<double>
    {
        public List<double> Parts { get; } = [];

        public void Report(double value) => Parts.Add(value);
    }
}
