namespace FastOde.Silo.Exports;

/// <summary>
/// Rows of a column that are added while those before them are written. Its two arrays are used for the whole table: an array for each part
/// is a large object, which the runtime leaves lying for long.
/// </summary>
/// <typeparam name="T">What a row holds.</typeparam>
internal sealed class RowBuffer<T>
{
    private const int First = 1024;
    private T[] rows = new T[First];
    private T[] other = new T[First];
    private int count;

    /// <summary>A row.</summary>
    /// <param name="row">Which, from 0.</param>
    public T this[int row] => rows[row];

    /// <summary>Adds a row.</summary>
    /// <param name="value">What it holds.</param>
    public void Add(T value)
    {
        if (count == rows.Length)
            Array.Resize(ref rows, count * 2);
        rows[count++] = value;
    }

    /// <summary>Gives its rows away and holds none then.</summary>
    /// <returns>The rows, which stand until rows are taken again.</returns>
    public ArraySegment<T> Take()
    {
        var taken = new ArraySegment<T>(rows, 0, count);
        (rows, other, count) = (other, rows, 0);
        return taken;
    }

    /// <summary>Lets go of its rows.</summary>
    public void Clear() => count = 0;
}
