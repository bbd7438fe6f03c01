using System.Runtime.CompilerServices;

namespace FastOde.Silo.Exports;

/// <summary>Every point of every curve, a row each.</summary>
/// <param name="source">The experiment.</param>
/// <param name="trial">Column of the trial's id.</param>
/// <param name="label">Column of the assignment.</param>
/// <param name="seed">Column of the seed.</param>
/// <param name="metric">Column of the metric.</param>
/// <param name="step">Column of the training step.</param>
/// <param name="value">Column of the value.</param>
internal sealed class PointTable(ExportSource source, TextColumn trial, TextColumn label, WholeColumn seed, TextColumn metric, WholeColumn step, RealColumn value)
    : ExportTable([trial, label, seed, metric, step, value])
{
    /// <summary>The table of an experiment.</summary>
    /// <param name="source">The experiment.</param>
    public PointTable(ExportSource source)
        : this(source, new("trial"), new("label"), new("seed"), new("metric"), new("step"), new("value"))
    {
    }

    /// <inheritdoc/>
    protected override async IAsyncEnumerable<int> Fill([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var each in source.EachTrial())
        {
            var (rows, text) = (0, each.Label);
            foreach (var series in await source.Series(each, cancellationToken))
            {
                foreach (var point in series.Points)
                {
                    trial.Add(each.Id);
                    label.Add(text);
                    seed.Add(each.Seed);
                    metric.Add(series.Name);
                    step.Add(point.Step);
                    value.Add(point.Value);
                }

                rows += series.Points.Count;
            }

            yield return rows;
        }
    }
}
