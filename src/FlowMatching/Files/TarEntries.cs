using System.Globalization;
using System.Text;

namespace FastOde.FlowMatching.Files;

/// <summary>
/// Reads the plain files of a tar archive one after the other. What else an archive may hold, such as long names, links and
/// attributes, is passed over without making room for it: it may claim any size, and the platform's reader makes that room.
/// </summary>
/// <param name="archive">The archive, at its start.</param>
internal sealed class TarEntries(Stream archive)
{
    private const int BlockBytes = 512;
    private const int NameBytes = 100;
    private const int SizePlace = 124;
    private const int SumPlace = 148;
    private const int TypePlace = 156;
    private const int NumberBytes = 12;
    private const int SumBytes = 8;

    private readonly byte[] header = new byte[BlockBytes];
    private readonly byte[] passed = new byte[1 << 16];
    private long left;

    /// <summary>The last part of the current file's name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The current file's bytes.</summary>
    public long Length { get; private set; }

    /// <summary>Goes on to the next file.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="InvalidDataException">The archive is damaged; the message is in words that follow "cannot be used".</exception>
    /// <exception cref="EndOfStreamException">It is cut off.</exception>
    public bool Next()
    {
        while (true)
        {
            Pass();
            var read = archive.ReadAtLeast(header, BlockBytes, throwOnEndOfStream: false);
            if (read == 0 || (read == BlockBytes && !header.AsSpan().ContainsAnyExcept((byte)0)))
                return false;
            if (read < BlockBytes)
                throw new EndOfStreamException();
            Check();
            Length = Number(SizePlace, NumberBytes);
            left = (Length + BlockBytes - 1) / BlockBytes * BlockBytes;
            if (header[TypePlace] is (byte)'0' or 0)
            {
                Name = Text().Split('/')[^1];
                return true;
            }
        }
    }

    /// <summary>All bytes of the current file.</summary>
    /// <exception cref="FileLimitException">They are more than one file may take.</exception>
    /// <exception cref="EndOfStreamException">The archive is cut off.</exception>
    public byte[] Content()
    {
        FileLimit.Require(Length, $"its file '{Name}'");
        var content = new byte[Length];
        archive.ReadExactly(content);
        left -= Length;
        return content;
    }

    private void Pass()
    {
        while (left > 0)
        {
            var part = (int)Math.Min(left, passed.Length);
            archive.ReadExactly(passed, 0, part);
            left -= part;
        }
    }

    // The header's own sum is taken as if eight blanks stood in its place.
    private void Check()
    {
        var sum = SumBytes * ' ';
        for (var i = 0; i < BlockBytes; i++)
            sum += i is >= SumPlace and < SumPlace + SumBytes ? 0 : header[i];
        if (Number(SumPlace, SumBytes) != sum)
            throw new InvalidDataException("it is a damaged tar archive: a header has not the checksum that it states");
    }

    private long Number(int place, int length)
    {
        var text = Encoding.Latin1.GetString(header, place, length).Trim('\0', ' ');
        long value = 0;
        foreach (var digit in text)
        {
            // Larger numbers than these eleven digits hold are written in another way, by nobody who packs images.
            if (digit is < '0' or > '7')
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"it is a damaged tar archive: a header has the number '{text}'"));
            value = value * 8 + (digit - '0');
        }

        return value;
    }

    private string Text()
    {
        var name = header.AsSpan(0, NameBytes);
        var end = name.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? name : name[..end]);
    }
}
