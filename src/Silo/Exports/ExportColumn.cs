using Parquet;
using Parquet.Schema;

namespace FastOde.Silo.Exports;

/// <summary>A column of an exported table; it holds the rows that were added since it was cleared.</summary>
/// <param name="field">Its name and type, as Parquet has them.</param>
internal abstract class ExportColumn(DataField field)
{
    /// <summary>Its name and type, as Parquet has them.</summary>
    public DataField Field { get; } = field;

    /// <summary>A row's value as CSV has it; empty where there is none.</summary>
    /// <param name="row">The row, from 0.</param>
    public abstract string Text(int row);

    /// <summary>Gives its rows away and holds none then, so that others are added while these are written. Nothing may be left to write of those before.</summary>
    /// <returns>Writes them into a row group.</returns>
    public abstract Func<ParquetRowGroupWriter, Task> Take();

    /// <summary>Lets go of its rows.</summary>
    public abstract void Clear();
}
