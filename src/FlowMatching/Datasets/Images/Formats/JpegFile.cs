using System.Buffers.Binary;

namespace FastOde.FlowMatching.Datasets.Images.Formats;

/// <summary>
/// Looks for damage in a JPEG file. The decoder passes over it in silence, so that the coded data are read here once more:
/// codes, counts, markers and end must fit, and every coefficient must be one that an image can have. Damage that
/// keeps all of this is not noticed.
/// </summary>
internal sealed class JpegFile
{
    private const byte Placeholder = 0x01;
    private const byte FirstRestart = 0xd0;
    private const byte Start = 0xd8;
    private const byte End = 0xd9;
    private const int MostComponents = 4;
    private const int MostTables = 16;
    private const long MostBlocks = 1 << 23;

    private readonly byte[] content;
    private readonly ushort[]?[] quantization = new ushort[]?[MostTables];
    private readonly JpegHuffmanTable?[] means = new JpegHuffmanTable?[MostTables];
    private readonly JpegHuffmanTable?[] others = new JpegHuffmanTable?[MostTables];
    private JpegComponent[] components = [];
    private bool isProgressive;
    private (int Across, int Down) units;
    private int restartInterval;
    private int position = 2;

    private JpegFile(byte[] content) => this.content = content;

    /// <summary>Refuses a file that is damaged or cut off.</summary>
    /// <param name="content">The whole file.</param>
    /// <exception cref="InvalidDataException">It is; the message is in words that follow the file's name.</exception>
    public static void Verify(byte[] content) => new JpegFile(content).Verify();

    private void Verify()
    {
        if (content is not [0xff, Start, ..])
            throw new InvalidDataException("it does not begin as a JPEG file does");
        for (var marker = Marker(); marker != End; marker = Marker())
            Read(marker);
        if (components.Length == 0 || !components.All(component => component.HasMeans))
            throw new InvalidDataException("it ends before its last pixels");
        if (isProgressive)
        {
            foreach (var component in components)
            {
                for (var block = 0; block < component.Coefficients.Length; block += JpegComponent.BlockLength)
                    component.Check(component.Coefficients.AsSpan(block, JpegComponent.BlockLength));
            }
        }
    }

    private byte Marker()
    {
        if (position >= content.Length)
            throw CutOff();
        if (content[position] != 0xff)
            throw new InvalidDataException("it has bytes between its segments that belong to none");
        while (position < content.Length && content[position] == 0xff)
            position++;
        return position < content.Length ? content[position++] : throw CutOff();
    }

    private void Read(byte marker)
    {
        if (marker is Placeholder or (>= FirstRestart and < Start))
            return;
        if (position + 2 > content.Length)
            throw CutOff();
        var length = BinaryPrimitives.ReadUInt16BigEndian(content.AsSpan(position));
        if (marker is 0 or Start || length < 2)
            throw new InvalidDataException($"it has the marker {marker:x2} where none may stand");
        if (position + length > content.Length)
            throw CutOff();
        var segment = new JpegSegment(content.AsSpan(position + 2, length - 2));
        position += length;
        Read(marker, segment);
    }

    private void Read(byte marker, JpegSegment segment)
    {
        switch (marker)
        {
            case 0xc0 or 0xc1 or 0xc2:
                ReadFrame(segment, marker == 0xc2);
                break;
            case 0xc4:
                ReadHuffmanTables(segment);
                break;
            case > 0xc2 and < FirstRestart:
                throw new InvalidDataException("it is coded neither as baseline nor as progressive JPEG");
            case 0xdb:
                ReadQuantization(segment);
                break;
            case 0xdd:
                restartInterval = segment.Word();
                break;
            case 0xda:
                ReadScan(segment);
                break;
        }
    }

    private void ReadQuantization(JpegSegment segment)
    {
        while (!segment.IsAtEnd)
        {
            var (isLong, number) = segment.Halves();
            var table = new ushort[JpegComponent.BlockLength];
            for (var i = 0; i < table.Length; i++)
                table[i] = isLong == 0 ? segment.Byte() : segment.Word();
            if (table.Contains((ushort)0))
                throw new InvalidDataException("it has a quantization table with a zero");
            quantization[number] = table;
        }
    }

    private void ReadHuffmanTables(JpegSegment segment)
    {
        while (!segment.IsAtEnd)
        {
            var (kind, number) = segment.Halves();
            var counts = segment.Take(JpegHuffmanTable.LongestCode);
            var symbols = 0;
            foreach (var count in counts)
                symbols += count;
            (kind == 0 ? means : others)[number] = new JpegHuffmanTable(counts, segment.Take(symbols));
        }
    }

    private void ReadFrame(JpegSegment segment, bool progressive)
    {
        var (precision, height, width, count) = (segment.Byte(), segment.Word(), segment.Word(), segment.Byte());
        if (components.Length > 0 || precision != 8 || height == 0 || width == 0 || count is 0 or > MostComponents)
            throw BadHeader();
        var stated = new (byte Id, int Horizontal, int Vertical, byte Quantization)[count];
        for (var i = 0; i < count; i++)
        {
            var id = segment.Byte();
            var (across, down) = segment.Halves();
            stated[i] = across is >= 1 and <= 4 && down is >= 1 and <= 4 ? (id, across, down, segment.Byte()) : throw BadHeader();
        }

        var (horizontal, vertical) = (stated.Max(component => component.Horizontal), stated.Max(component => component.Vertical));
        units = (Over(width, 8 * horizontal), Over(height, 8 * vertical));
        if ((long)units.Across * units.Down * stated.Sum(component => component.Horizontal * component.Vertical) > MostBlocks)
            throw new InvalidDataException("it has more pixels than can be read");
        isProgressive = progressive;
        components =
        [
            .. stated.Select(component => new JpegComponent
            {
                Id = component.Id,
                Horizontal = component.Horizontal,
                Vertical = component.Vertical,
                Quantization = component.Quantization & 15,
                Columns = Over(Over(width * component.Horizontal, horizontal), 8),
                Rows = Over(Over(height * component.Vertical, vertical), 8),
                AllColumns = units.Across * component.Horizontal,
                Coefficients = new short[
                    (progressive ? units.Across * component.Horizontal * units.Down * component.Vertical : 1) * JpegComponent.BlockLength],
            }),
        ];
    }

    private void ReadScan(JpegSegment segment)
    {
        var scanned = new (JpegComponent Component, JpegHuffmanTable? Means, JpegHuffmanTable? Others)[segment.Byte()];
        for (var i = 0; i < scanned.Length; i++)
        {
            var id = segment.Byte();
            var (mean, other) = segment.Halves();
            var component = components.FirstOrDefault(component => component.Id == id)
                ?? throw new InvalidDataException("it has a scan of a component that it lacks");
            component.Begin(quantization[component.Quantization] ?? throw new InvalidDataException("it lacks a quantization table"));
            scanned[i] = (component, means[mean], others[other]);
        }

        var (first, last) = (segment.Byte(), segment.Byte());
        var (before, shift) = segment.Halves();
        if (!isProgressive)
            (first, last, before, shift) = (0, JpegComponent.BlockLength - 1, 0, 0);
        var isOfOneKind = !isProgressive || (first == 0 ? last == 0 : scanned.Length == 1);
        if (scanned.Length == 0 || first > last || last >= JpegComponent.BlockLength || shift > 13 || (before != 0 && before != shift + 1) || !isOfOneKind)
            throw new InvalidDataException("it has a scan that cannot be");
        foreach (var (component, _, _) in scanned)
        {
            component.Prediction = 0;
            component.Follow(first, last, before, shift);
        }

        var bits = new JpegBits(content, position);
        new JpegScan { Components = scanned, IsProgressive = isProgressive, First = first, Last = last, Refines = before != 0, Shift = shift }
            .Read(bits, units, restartInterval);
        position = bits.Position;
    }

    private static InvalidDataException BadHeader() => new("it has a header that cannot be");

    private static int Over(int length, int unit) => (length + unit - 1) / unit;

    private static InvalidDataException CutOff() => new("it is cut off");
}
