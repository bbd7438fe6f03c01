using System.Runtime.CompilerServices;

namespace FastOde.Silo.Exports;

/// <summary>Every cell of every evaluation, a row each.</summary>
/// <param name="source">The experiment.</param>
/// <param name="texts">Columns of the trial's id, the assignment, the metric, the solver and the remark.</param>
/// <param name="wholes">Columns of the seed, the training step and the solver's steps.</param>
/// <param name="reals">Columns of number, NFE, value, floor and seconds.</param>
internal sealed class EvaluationExportTable(ExportSource source, TextColumn[] texts, WholeColumn[] wholes, RealColumn[] reals)
    : ExportTable([texts[0], texts[1], wholes[0], wholes[1], texts[2], texts[3], reals[0], wholes[2], reals[1], reals[2], reals[3], reals[4], texts[4]])
{
    /// <summary>The table of an experiment.</summary>
    /// <param name="source">The experiment.</param>
    public EvaluationExportTable(ExportSource source)
        : this(
            source,
            [new("trial"), new("label"), new("metric"), new("solver"), new("remark")],
            [new("seed"), new("step"), new("steps")],
            [new("number"), new("nfe"), new("value"), new("floor"), new("seconds")])
    {
    }

    /// <inheritdoc/>
    protected override async IAsyncEnumerable<int> Fill([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var trial in source.EachTrial())
        {
            var rows = await source.Evaluations(trial, cancellationToken);
            foreach (var row in rows)
            {
                Add(texts, trial.Id, trial.Label, row.Metric, row.Solver, row.Remark);
                Add(wholes, trial.Seed, row.Step, row.Steps);
                Add(reals, row.Number, row.Nfe, row.Value, row.Floor, row.Seconds);
            }

            yield return rows.Count;
        }
    }

    private static void Add(TextColumn[] columns, params ReadOnlySpan<string?> values)
    {
        for (var index = 0; index < columns.Length; index++)
            columns[index].Add(values[index]);
    }

    private static void Add(WholeColumn[] columns, params ReadOnlySpan<long> values)
    {
        for (var index = 0; index < columns.Length; index++)
            columns[index].Add(values[index]);
    }

    private static void Add(RealColumn[] columns, params ReadOnlySpan<double?> values)
    {
        for (var index = 0; index < columns.Length; index++)
            columns[index].Add(values[index]);
    }
}
