using Parquet;
using Parquet.Schema;

namespace FastOde.Silo.Exports;

/// <summary>A column of texts.</summary>
/// <param name="name">Its name.</param>
internal sealed class TextColumn(string name) : ExportColumn(new DataField<string>(name, nullable: true))
{
    private readonly RowBuffer<string> values = new();

    /// <summary>Adds a row.</summary>
    /// <param name="value">The text; null where there is none.</param>
    public void Add(string? value) => values.Add(value!);

    /// <inheritdoc/>
    public override string Text(int row) => values[row] ?? "";

    /// <inheritdoc/>
    public override Func<ParquetRowGroupWriter, Task> Take()
    {
        var taken = values.Take();
        return async group => await group.WriteAsync(Field, taken);
    }

    /// <inheritdoc/>
    public override void Clear() => values.Clear();
}
