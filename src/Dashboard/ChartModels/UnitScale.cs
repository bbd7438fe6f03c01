namespace FastOde.Dashboard.ChartModels;

/// <summary>The values of a key from the least to the greatest as places from 0 to 1, evenly or by their logarithms.</summary>
/// <param name="Least">The least value.</param>
/// <param name="Greatest">The greatest value, above it.</param>
/// <param name="Log">Whether by their logarithms.</param>
public sealed record UnitScale(double Least, double Greatest, bool Log)
{
    /// <summary>What stands at 0, in the middle and at 1.</summary>
    public IReadOnlyList<string> Ticks => [NumberText.Brief(Least), NumberText.Brief(Log ? Math.Sqrt(Least * Greatest) : (Least + Greatest) / 2), NumberText.Brief(Greatest)];

    /// <summary>The scale of some values; null where they do not differ.</summary>
    /// <param name="log">Whether the key is searched by its logarithm; null where only its values say.</param>
    /// <param name="values">The values.</param>
    public static UnitScale? Of(bool? log, IEnumerable<double> values)
    {
        List<double> all = [.. values];
        return all.Count > 0 && all.Max() > all.Min() ? new(all.Min(), all.Max(), all.Min() > 0 && (log ?? ScaleChoice.IsLog(null, all))) : null;
    }

    /// <summary>The place of a value.</summary>
    /// <param name="value">A value between the least and the greatest.</param>
    public double Place(double value) => Log ? Math.Log(value / Least) / Math.Log(Greatest / Least) : (value - Least) / (Greatest - Least);
}
