using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace FastOde.Silo.Exports;

/// <summary>A column of numbers, NaN and infinities among them.</summary>
/// <param name="name">Its name.</param>
internal sealed class RealColumn(string name) : ExportColumn(new DataField<double?>(name))
{
    private readonly RowBuffer<double?> values = new();

    /// <summary>Adds a row.</summary>
    /// <param name="value">The number; null where there is none.</param>
    public void Add(double? value) => values.Add(value);

    /// <inheritdoc/>
    public override string Text(int row) => values[row]?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    /// <inheritdoc/>
    public override Func<ParquetRowGroupWriter, Task> Take()
    {
        var taken = values.Take();
        return async group => await group.WriteAsync<double>(Field, (ReadOnlyMemory<double?>)taken);
    }

    /// <inheritdoc/>
    public override void Clear() => values.Clear();
}
