using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace FastOde.Silo.Exports;

/// <summary>A column of numbers, NaN and infinities among them.</summary>
/// <param name="name">Its name.</param>
internal sealed class RealColumn(string name) : ExportColumn(new DataField<double?>(name))
{
    private readonly List<double?> values = [];

    /// <summary>Adds a row.</summary>
    /// <param name="value">The number; null where there is none.</param>
    public void Add(double? value) => values.Add(value);

    /// <inheritdoc/>
    public override string Text(int row) => values[row]?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    /// <inheritdoc/>
    public override async Task Write(ParquetRowGroupWriter group) => await group.WriteAsync<double>(Field, (ReadOnlyMemory<double?>)values.ToArray());

    /// <inheritdoc/>
    public override void Clear() => values.Clear();
}
