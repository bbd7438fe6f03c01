using System.Globalization;
using FastOde.Contracts.Results;
using FastOde.FlowMatching.Files;

namespace FastOde.Silo.Exports;

/// <summary>Writes the trials of an experiment as runs of TensorBoard: a folder each, with one event file.</summary>
internal static class TensorBoardExport
{
    /// <summary>Writes them.</summary>
    /// <param name="source">The experiment.</param>
    /// <param name="folder">The folder that TensorBoard is pointed at.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How many runs were written.</returns>
    public static async Task<int> Write(ExportSource source, string folder, CancellationToken cancellationToken)
    {
        foreach (var trial in source.EachTrial())
        {
            // When a point was measured is not stored; its step is.
            var time = trial.StartedAt ?? source.Detail.Summary.CreatedAt;
            var run = Path.Combine(folder, trial.Id);
            Directory.CreateDirectory(run);
            var file = Path.Combine(run, string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{time.ToUnixTimeSeconds()}.fastode"));
            var series = await source.Series(trial, cancellationToken);
            var rows = await source.Evaluations(trial, cancellationToken);
            await WholeFile.Write(file, output => Task.Run(() => Write(new EventWriter(output), time, series, rows), cancellationToken));
        }

        return source.Trials.Count;
    }

    private static void Write(EventWriter writer, DateTimeOffset time, IReadOnlyList<MetricSeries> series, IReadOnlyList<EvaluationRecord> rows)
    {
        writer.Begin(time);
        foreach (var each in series)
        {
            foreach (var point in each.Points)
                writer.Scalar(time, point.Step, each.Name, point.Value);
        }

        foreach (var row in rows)
            writer.Scalar(time, row.Step, Tag(row), row.Value);
    }

    private static string Tag(EvaluationRecord row) => row.Solver.Length == 0
        ? row.Metric
        : string.Create(CultureInfo.InvariantCulture, $"{row.Metric}/{row.Solver}-{row.Number:0.########}");
}
