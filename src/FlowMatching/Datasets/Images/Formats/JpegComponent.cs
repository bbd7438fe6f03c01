namespace FastOde.FlowMatching.Datasets.Images.Formats;

/// <summary>One component of a JPEG image, such as its lightness: how it is divided into blocks of 8 × 8 coefficients.</summary>
internal sealed class JpegComponent
{
    /// <summary>Coefficients in a block.</summary>
    public const int BlockLength = 64;

    // Samples go from -128 to 127, and coders that lessen ringing beside white or black up to 31 further.
    private const double LargestSample = 160;

    // The largest a sum of eight numbers from -1 to 1 can be under the transform, by frequency: the sum of |basis|.
    private static readonly double[] Gains =
    [
        .. Enumerable.Range(0, 8).Select(frequency => Enumerable.Range(0, 8).Sum(x =>
            Math.Abs(Math.Cos((2 * x + 1) * frequency * Math.PI / 16)) * (frequency == 0 ? Math.Sqrt(0.125) : 0.5))),
    ];

    private readonly int?[] bitsToCome = new int?[BlockLength];
    private int[]? limits;

    /// <summary>By what scans call it.</summary>
    public required byte Id { get; init; }

    /// <summary>Blocks side by side in one unit of an interleaved scan.</summary>
    public required int Horizontal { get; init; }

    /// <summary>Blocks below each other in one unit of an interleaved scan.</summary>
    public required int Vertical { get; init; }

    /// <summary>The number of its quantization table.</summary>
    public required int Quantization { get; init; }

    /// <summary>Blocks in a row that hold pixels of the image.</summary>
    public required int Columns { get; init; }

    /// <summary>Rows of blocks that hold pixels of the image.</summary>
    public required int Rows { get; init; }

    /// <summary>Blocks in a row with those that fill the last unit.</summary>
    public required int AllColumns { get; init; }

    /// <summary>The coefficients so far, in blocks: of all of them in a progressive file, else of the one that is being read.</summary>
    public required short[] Coefficients { get; init; }

    /// <summary>The sum of differences so far in this stretch of coded data.</summary>
    public int Prediction { get; set; }

    /// <summary>Whether a scan has had its mean values.</summary>
    public bool HasMeans => bitsToCome[0] is not null;

    /// <summary>Keeps the quantization that holds when its first scan begins.</summary>
    /// <param name="table">Divisors in the file's order.</param>
    public void Begin(ReadOnlySpan<ushort> table)
    {
        if (limits is not null)
            return;
        limits = new int[BlockLength];
        for (var i = 0; i < BlockLength; i++)
            limits[i] = (int)((LargestSample * Gains[Row(i)] * Gains[Column(i)] + table[i]) / table[i]);
    }

    /// <summary>Notes that a scan gives coefficients.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="last">The last of them.</param>
    /// <param name="before">How many bits earlier scans have left to come; 0 for the first scan.</param>
    /// <param name="after">How many bits it leaves to come.</param>
    /// <exception cref="InvalidDataException">That does not follow on what earlier scans have given.</exception>
    public void Follow(int first, int last, int before, int after)
    {
        if (first > 0 && !HasMeans)
            throw new InvalidDataException("its scans do not follow on each other");
        for (var i = first; i <= last; i++)
        {
            if ((bitsToCome[i] ?? 0) != before)
                throw new InvalidDataException("its scans do not follow on each other");
            bitsToCome[i] = after;
        }
    }

    /// <summary>Refuses coefficients that no image has: what a coder computes from samples is bounded, what damage makes is not.</summary>
    /// <exception cref="InvalidDataException">One is outside.</exception>
    public void Check(ReadOnlySpan<short> block)
    {
        for (var i = 0; i < BlockLength; i++)
        {
            if (Math.Abs((int)block[i]) > limits![i])
                throw new InvalidDataException("its coded data hold numbers that no image has");
        }
    }

    // Files go through a block by diagonals, turning at each end.
    private static int Row(int index) => Zigzag[index] / 8;

    private static int Column(int index) => Zigzag[index] % 8;

    private static readonly int[] Zigzag = [.. Enumerable.Range(0, BlockLength)
        .OrderBy(place => place / 8 + place % 8)
        .ThenBy(place => (place / 8 + place % 8) % 2 == 0 ? place % 8 : place / 8)];
}
