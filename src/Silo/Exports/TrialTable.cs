using System.Runtime.CompilerServices;
using FastOde.Contracts.Results;

namespace FastOde.Silo.Exports;

/// <summary>Every trial, a row each, with a column for each key that the search varied.</summary>
internal sealed class TrialTable : ExportTable
{
    private readonly ExportSource source;
    private readonly List<(ExportColumn Column, Action<TrialSummary> Add)> cells;

    /// <summary>The table of an experiment.</summary>
    /// <param name="source">The experiment.</param>
    public TrialTable(ExportSource source)
        : this(source, Cells(source))
    {
    }

    private TrialTable(ExportSource source, List<(ExportColumn Column, Action<TrialSummary> Add)> cells)
        : base([.. cells.Select(cell => cell.Column)]) => (this.source, this.cells) = (source, cells);

    /// <inheritdoc/>
    protected override async IAsyncEnumerable<int> Fill([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var trial in source.EachTrial())
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var (_, add) in cells)
                add(trial);
            yield return 1;
        }
    }

    private static List<(ExportColumn Column, Action<TrialSummary> Add)> Cells(ExportSource source) =>
    [
        Text("trial", trial => trial.Id),
        .. source.Keys.Select(key => Text(key, trial => trial.Parameters.GetValueOrDefault(key)?.ToString())),
        Whole("seed", trial => trial.Seed),
        Text("state", trial => trial.State.ToString().ToLowerInvariant()),
        Whole("attempts", trial => trial.Attempts),
        Whole("step", trial => trial.Step),
        Whole("iterations", trial => trial.Iterations),
        Real("iterations_per_second", trial => trial.IterationsPerSecond),
        Real("network_evaluations", trial => trial.NetworkEvaluations),
        Real("objective", trial => trial.ObjectiveValue),
        .. source.FurtherObjectives.Select((name, place) => Real(name, trial => trial.OtherValues.ElementAtOrDefault(place))),
        Text("started_at", trial => trial.StartedAt?.ToString("O")),
        Text("ended_at", trial => trial.EndedAt?.ToString("O")),
        Text("weights_sha256", trial => trial.WeightsSha256),
        Text("message", trial => trial.Message),
    ];

    private static (ExportColumn, Action<TrialSummary>) Text(string name, Func<TrialSummary, string?> value)
    {
        var column = new TextColumn(name);
        return (column, trial => column.Add(value(trial)));
    }

    private static (ExportColumn, Action<TrialSummary>) Whole(string name, Func<TrialSummary, long> value)
    {
        var column = new WholeColumn(name);
        return (column, trial => column.Add(value(trial)));
    }

    private static (ExportColumn, Action<TrialSummary>) Real(string name, Func<TrialSummary, double?> value)
    {
        var column = new RealColumn(name);
        return (column, trial => column.Add(value(trial)));
    }
}
