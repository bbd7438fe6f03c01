namespace FastOde.FlowMatching.Datasets.Images.Formats;

/// <summary>
/// One scan of a JPEG file: which coefficients of which components it codes. Its coded data are read as a decoder reads
/// them, so that whatever does not fit is found.
/// </summary>
internal sealed class JpegScan
{
    private const int LongestMean = 11;
    private const int LongestOther = 10;
    private const int ZeroRun = 15;

    private int blocksToSkip;

    /// <summary>The components, each with its tables for mean values and for all others; null where the file has none.</summary>
    public required IReadOnlyList<(JpegComponent Component, JpegHuffmanTable? Means, JpegHuffmanTable? Others)> Components { get; init; }

    /// <summary>Whether the file builds its image up in several scans.</summary>
    public required bool IsProgressive { get; init; }

    /// <summary>The first coefficient of each block.</summary>
    public required int First { get; init; }

    /// <summary>The last coefficient of each block.</summary>
    public required int Last { get; init; }

    /// <summary>Whether it adds a bit to what earlier scans have given.</summary>
    public required bool Refines { get; init; }

    /// <summary>The bits that later scans will add.</summary>
    public required int Shift { get; init; }

    /// <summary>Reads the coded data.</summary>
    /// <param name="bits">The coded data.</param>
    /// <param name="units">Units across and down, for a scan of several components.</param>
    /// <param name="restartInterval">Units between two restart markers; 0 where there are none.</param>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    public void Read(JpegBits bits, (int Across, int Down) units, int restartInterval)
    {
        var alone = Components.Count == 1 ? Components[0].Component : null;
        var (across, down) = alone is null ? units : (alone.Columns, alone.Rows);
        var total = (long)across * down;
        for (long unit = 0; unit < total; unit++)
        {
            if (restartInterval > 0 && unit > 0 && unit % restartInterval == 0)
                Restart(bits, (int)(unit / restartInterval - 1) % 8);
            ReadUnit(bits, (int)(unit % across), (int)(unit / across), alone is not null);
        }

        if (blocksToSkip > 0)
            throw new InvalidDataException("its coded data claim more blocks than it has");
        bits.End();
    }

    private void ReadUnit(JpegBits bits, int column, int row, bool isAlone)
    {
        foreach (var (component, means, others) in Components)
        {
            var (across, down) = isAlone ? (1, 1) : (component.Horizontal, component.Vertical);
            for (var y = row * down; y < (row + 1) * down; y++)
            {
                for (var x = column * across; x < (column + 1) * across; x++)
                    ReadBlock(bits, component, means, others, y * component.AllColumns + x);
            }
        }
    }

    private void Restart(JpegBits bits, int number)
    {
        if (blocksToSkip > 0)
            throw new InvalidDataException("its coded data claim more blocks than it has");
        bits.End();
        bits.PassRestart(number);
        foreach (var (component, _, _) in Components)
            component.Prediction = 0;
    }

    private void ReadBlock(JpegBits bits, JpegComponent component, JpegHuffmanTable? means, JpegHuffmanTable? others, int index)
    {
        if (!IsProgressive)
        {
            var block = component.Coefficients.AsSpan();
            block.Clear();
            ReadMean(bits, component, means, block);
            ReadOthers(bits, others, block, 1);
            component.Check(block);
            return;
        }

        var kept = component.Coefficients.AsSpan(index * JpegComponent.BlockLength, JpegComponent.BlockLength);
        if (First > 0 && Refines)
            RefineOthers(bits, others, kept);
        else if (First > 0)
            ReadOthers(bits, others, kept, First);
        else if (!Refines)
            ReadMean(bits, component, means, kept);
        else if (bits.Read(1) == 1)
            kept[0] |= (short)(1 << Shift);
    }

    private void ReadMean(JpegBits bits, JpegComponent component, JpegHuffmanTable? table, Span<short> block)
    {
        var length = Require(table).Read(bits);
        if (length > LongestMean)
            throw new InvalidDataException("its coded data hold numbers that no image has");
        component.Prediction += bits.ReadSigned(length);
        var value = component.Prediction << Shift;
        if (value != (short)value)
            throw new InvalidDataException("its coded data hold numbers that no image has");
        block[0] = (short)value;
    }

    private void ReadOthers(JpegBits bits, JpegHuffmanTable? table, Span<short> block, int first)
    {
        if (blocksToSkip > 0)
        {
            blocksToSkip--;
            return;
        }

        for (var index = first; index <= Last;)
        {
            var (run, length) = Halves(Require(table).Read(bits));
            if (length == 0 && run < ZeroRun)
            {
                blocksToSkip = EndRun(bits, run) - 1;
                return;
            }

            index += run;
            if (index > Last || length > LongestOther)
                throw new InvalidDataException("its coded data hold more numbers than a block has");
            if (length > 0)
                block[index] = (short)(bits.ReadSigned(length) << Shift);
            index++;
        }
    }

    private void RefineOthers(JpegBits bits, JpegHuffmanTable? table, Span<short> block)
    {
        var index = First;
        while (blocksToSkip == 0 && index <= Last)
        {
            var (run, length) = Halves(Require(table).Read(bits));
            if (length > 1)
                throw new InvalidDataException("its coded data hold numbers that no image has");
            if (length == 0 && run < ZeroRun)
            {
                blocksToSkip = EndRun(bits, run);
                break;
            }

            var value = length == 0 ? 0 : bits.Read(1) == 1 ? 1 << Shift : -1 << Shift;
            index = Refine(bits, block, index, run);
            if (index > Last)
                throw new InvalidDataException("its coded data hold more numbers than a block has");
            block[index++] = (short)value;
        }

        if (blocksToSkip == 0)
            return;
        Refine(bits, block, index, int.MaxValue);
        blocksToSkip--;
    }

    // Each coefficient that is there already has a bit of its own in the way; gives the place after as many that are not.
    private int Refine(JpegBits bits, Span<short> block, int index, int zeros)
    {
        for (; index <= Last; index++)
        {
            if (block[index] == 0)
            {
                if (zeros-- == 0)
                    break;
            }
            else if (bits.Read(1) == 1 && (block[index] & (1 << Shift)) == 0)
            {
                block[index] += (short)((block[index] > 0 ? 1 : -1) << Shift);
            }
        }

        return index;
    }

    private int EndRun(JpegBits bits, int length)
    {
        if (length > 0 && !IsProgressive)
            throw new InvalidDataException("its coded data have a code that only progressive files have");
        return (1 << length) + bits.Read(length);
    }

    private static (int Run, int Length) Halves(byte symbol) => (symbol >> 4, symbol & 15);

    private static JpegHuffmanTable Require(JpegHuffmanTable? table) => table ?? throw new InvalidDataException("it lacks a Huffman table");
}
