using System.Runtime.CompilerServices;

namespace FastOde.Silo.Exports;

/// <summary>A table that is exported in parts, each small enough for memory.</summary>
/// <param name="columns">Its columns.</param>
internal abstract class ExportTable(IReadOnlyList<ExportColumn> columns)
{
    /// <summary>Rows of a part, at least, where there are as many.</summary>
    private const int PartRows = 250_000;

    /// <summary>Its columns; they hold the rows of the part that was given last.</summary>
    public IReadOnlyList<ExportColumn> Columns => columns;

    /// <summary>Fills the columns part by part.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How many rows the columns hold each time.</returns>
    public async IAsyncEnumerable<int> Parts([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = 0;
        await foreach (var added in Fill(cancellationToken))
        {
            rows += added;
            if (rows < PartRows)
                continue;
            yield return rows;
            rows = 0;
            foreach (var column in columns)
                column.Clear();
        }

        if (rows > 0)
            yield return rows;
    }

    /// <summary>Adds the rows of one trial after the other.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How many were added each time.</returns>
    protected abstract IAsyncEnumerable<int> Fill(CancellationToken cancellationToken);
}
