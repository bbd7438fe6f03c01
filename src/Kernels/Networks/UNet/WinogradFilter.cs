namespace FastOde.Kernels.Networks.UNet;

/// <summary>The transforms of 3×3 weights for Winograd's F(2×2, 3×3).</summary>
internal static unsafe class WinogradFilter
{
    private const int Size = 3;
    private const int Tile = 4;

    /// <summary>scale·G·w·Gᵀ.</summary>
    /// <param name="weights">Nine numbers, row by row.</param>
    /// <param name="flipped">Whether to take them in reverse order, as the way back does.</param>
    /// <param name="scale">Factor.</param>
    /// <param name="places">Receives 16 numbers.</param>
    public static void Transform(float* weights, bool flipped, float scale, float* places)
    {
        var columns = stackalloc float[Tile * Size];
        for (var x = 0; x < Size; x++)
        {
            float a = weights[flipped ? 8 - x : x], b = weights[flipped ? 5 - x : Size + x], c = weights[flipped ? 2 - x : 6 + x];
            Expand(scale * a, scale * b, scale * c, columns + x, Size);
        }

        for (var y = 0; y < Tile; y++)
            Expand(columns[y * Size], columns[y * Size + 1], columns[y * Size + 2], places + y * Tile, 1);
    }

    /// <summary>scale·Gᵀ·p·G: the gradient of the weights from that of their transform.</summary>
    /// <param name="places">16 numbers.</param>
    /// <param name="scale">Factor.</param>
    /// <param name="weights">Receives nine numbers, row by row.</param>
    public static void TransformBack(float* places, float scale, float* weights)
    {
        var rows = stackalloc float[Size * Tile];
        for (var x = 0; x < Tile; x++)
            Contract(places[x], places[Tile + x], places[2 * Tile + x], places[3 * Tile + x], rows + x, Tile);
        for (var y = 0; y < Size; y++)
        {
            var row = rows + y * Tile;
            Contract(scale * row[0], scale * row[1], scale * row[2], scale * row[3], weights + y * Size, 1);
        }
    }

    private static void Expand(float a, float b, float c, float* target, int step)
    {
        target[0] = a;
        target[step] = 0.5f * (a + b + c);
        target[2 * step] = 0.5f * (a - b + c);
        target[3 * step] = c;
    }

    private static void Contract(float a, float b, float c, float d, float* target, int step)
    {
        target[0] = a + 0.5f * (b + c);
        target[step] = 0.5f * (b - c);
        target[2 * step] = 0.5f * (b + c) + d;
    }
}
