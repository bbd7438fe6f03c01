namespace FastOde.Kernels.Vectors;

/// <summary>
/// The layout of activations: features × batch, the batch cut into panels of <see cref="Width"/> columns. Panel p of a
/// matrix with r rows is the block of r·Width floats at p·r·Width. Vectors run along the batch, so that no width of a
/// layer leaves lanes unused, and a panel of a hundred rows fits the first-level cache.
/// </summary>
internal static class Panels
{
    /// <summary>Columns a panel holds.</summary>
    public const int Width = 64;

    /// <summary>Panels that <paramref name="columns"/> samples need; the last one is filled up with zeros.</summary>
    public static int Count(int columns) => (columns + Width - 1) / Width;

    /// <summary>Copies rows of <paramref name="dimension"/> floats, one a sample, into the first rows of the panels.</summary>
    public static unsafe void Scatter(float* samples, int count, int dimension, float* panels, int rows)
    {
        for (var panel = 0; panel < Count(count); panel++)
        {
            var target = panels + (nint)panel * rows * Width;
            var source = samples + (nint)panel * Width * dimension;
            var filled = Math.Min(Width, count - panel * Width);
            for (var row = 0; row < dimension; row++)
            {
                for (var column = 0; column < filled; column++)
                    target[row * Width + column] = source[column * dimension + row];
                for (var column = filled; column < Width; column++)
                    target[row * Width + column] = 0;
            }
        }
    }

    /// <summary>The inverse of <see cref="Scatter"/>: the first rows of the panels become rows, one a sample.</summary>
    public static unsafe void Gather(float* panels, int rows, float* samples, int count, int dimension)
    {
        for (var panel = 0; panel < Count(count); panel++)
        {
            var source = panels + (nint)panel * rows * Width;
            var target = samples + (nint)panel * Width * dimension;
            var filled = Math.Min(Width, count - panel * Width);
            for (var row = 0; row < dimension; row++)
            {
                for (var column = 0; column < filled; column++)
                    target[column * dimension + row] = source[row * Width + column];
            }
        }
    }
}
