using FastOde.Contracts.Results;
using FastOde.Silo.Exports;
using FastOde.TestSupport;

namespace FastOde.Silo.Tests.TestSupport;

/// <summary>Two trials with long curves, one of which ends in NaN, and one evaluation each.</summary>
internal static class ExportedStudy
{
    public const int PointsOfACurve = 150_000;

    public static async Task<ExportSource> Create()
    {
        var results = new FakeResults();
        results.Experiments.Add(Sample.Experiment());
        results.Trials.AddRange([Sample.Trial(1, "independent"), Sample.Trial(2, "learned, with \"quotes\"", seed: 7)]);
        results.Series.AddRange(results.Trials.Select(trial => new MetricSeries { TrialId = trial.Id, Name = "loss", Points = [.. Curve()] }));
        results.Rows.AddRange(results.Trials.Select(trial => Experiments.Row(trial.Id, "wasserstein2", 4, 2.338, step: 1000)));
        var token = TestContext.Current.CancellationToken;
        IResultQueries queries = results;
        return new ExportSource(queries, (await queries.Experiment(1, token))!, await queries.Trials(1, token));

        static IEnumerable<MetricPoint> Curve() => Enumerable.Range(1, PointsOfACurve)
            .Select(step => new MetricPoint { Name = "loss", Step = step, Value = step == PointsOfACurve ? double.NaN : 1.0 / step });
    }
}
