using SkiaSharp;

namespace FastOde.EndToEnd.Tests.Dashboard;

/// <summary>A screenshot at a part of its size, and how it differs from another one.</summary>
internal sealed class Picture : IDisposable
{
    // Edges of letters and lines average out over a cell; a block that has moved, gone or lies over another does not.
    private const int Cell = 8;
    private const double MostDifference = 9;
    private readonly SKBitmap bitmap;

    private Picture(SKBitmap bitmap) => this.bitmap = bitmap;

    /// <summary>Makes a screenshot smaller.</summary>
    /// <param name="png">The screenshot.</param>
    /// <param name="scale">How many times.</param>
    public static Picture Of(byte[] png, int scale)
    {
        using var whole = SKBitmap.Decode(png);
        return new(whole.Resize(new SKImageInfo(whole.Width / scale, whole.Height / scale), SKFilterQuality.High));
    }

    /// <summary>Reads a stored picture.</summary>
    /// <param name="path">Its file.</param>
    public static Picture Read(string path) => new(SKBitmap.Decode(path));

    /// <summary>Stores it.</summary>
    /// <param name="path">Its file.</param>
    public void Write(string path)
    {
        using var file = File.Create(path);
        bitmap.Encode(file, SKEncodedImageFormat.Png, 100);
    }

    /// <summary>Where it differs from another one; null where it does not.</summary>
    /// <param name="other">The other one.</param>
    public string? Difference(Picture other)
    {
        if (bitmap.Info.Size != other.bitmap.Info.Size)
            return $"{bitmap.Width}×{bitmap.Height} instead of {other.bitmap.Width}×{other.bitmap.Height}";
        var differing =
            from y in Enumerable.Range(0, (bitmap.Height + Cell - 1) / Cell)
            from x in Enumerable.Range(0, (bitmap.Width + Cell - 1) / Cell)
            let difference = Difference(other, x * Cell, y * Cell)
            where difference > MostDifference
            orderby difference descending
            select (X: x * Cell, Y: y * Cell, Difference: difference);
        return differing.ToList() is [var worst, ..] all
            ? FormattableString.Invariant($"{all.Count} cells differ, by up to {worst.Difference:F1} of 255 at {worst.X},{worst.Y}")
            : null;
    }

    /// <inheritdoc/>
    public void Dispose() => bitmap.Dispose();

    /// <summary>By how much the mean colour of a cell differs, in the channel that differs most.</summary>
    private double Difference(Picture other, int left, int top)
    {
        var (red, green, blue, count) = (0, 0, 0, 0);
        for (var y = top; y < Math.Min(top + Cell, bitmap.Height); y++)
        {
            for (var x = left; x < Math.Min(left + Cell, bitmap.Width); x++)
            {
                var (mine, others) = (bitmap.GetPixel(x, y), other.bitmap.GetPixel(x, y));
                (red, green, blue) = (red + mine.Red - others.Red, green + mine.Green - others.Green, blue + mine.Blue - others.Blue);
                count++;
            }
        }

        return (double)new[] { Math.Abs(red), Math.Abs(green), Math.Abs(blue) }.Max() / count;
    }
}
