using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace FastOde.Silo.Exports;

/// <summary>A column of whole numbers.</summary>
/// <param name="name">Its name.</param>
internal sealed class WholeColumn(string name) : ExportColumn(new DataField<long>(name))
{
    private readonly RowBuffer<long> values = new();

    /// <summary>Adds a row.</summary>
    /// <param name="value">The number.</param>
    public void Add(long value) => values.Add(value);

    /// <inheritdoc/>
    public override string Text(int row) => values[row].ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override Func<ParquetRowGroupWriter, Task> Take()
    {
        var taken = values.Take();
        return async group => await group.WriteAsync<long>(Field, taken);
    }

    /// <inheritdoc/>
    public override void Clear() => values.Clear();
}
