using System.Buffers.Binary;
using System.IO.Hashing;
using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.Zip.Compression;

namespace FastOde.FlowMatching.Files;

/// <summary>
/// Reads gz as <c>gunzip</c> does: one or more members, and zeros after the last. Each member's checksum and length are
/// compared. The platform's own stream passes over a missing end and over whatever follows the last member.
/// </summary>
internal sealed class GzStream : Stream
{
    private const int BufferBytes = 1 << 16;
    private const int TrailerBytes = 8;
    private const byte Magic = 0x1f;
    private const byte Deflate = 8;

    private readonly Stream source;
    private readonly Inflater inflater = new(noHeader: true);
    private readonly Crc32 checksum = new();
    private readonly byte[] input = new byte[BufferBytes];
    private int position;
    private int end;
    private bool isInMember;
    private bool isAtEnd;

    /// <summary>Reads from a stream whose next byte is the first of a member.</summary>
    /// <param name="source">The compressed bytes; the caller's.</param>
    public GzStream(Stream source) => this.source = source;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Whether bytes begin as gz does.</summary>
    public static bool Begins(ReadOnlySpan<byte> bytes) => bytes is [Magic, 0x8b, ..];

    /// <summary>The content of a file: what its gz holds, or the file itself where it is none.</summary>
    /// <param name="file">Positioned at its start.</param>
    public static Stream Content(FileStream file)
    {
        var start = new byte[2];
        var length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return Begins(start.AsSpan(0, length)) ? new GzStream(file) : file;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The gz is cut off or damaged; the message is in words that follow "it".</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        while (count > 0 && !isAtEnd)
        {
            if (!isInMember)
                BeginMember();
            var read = Inflate(buffer, offset, count);
            if (inflater.IsFinished)
                EndMember();
            if (read > 0)
                return read;
        }

        return 0;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Inflate(byte[] buffer, int offset, int count)
    {
        try
        {
            var read = inflater.Inflate(buffer, offset, count);
            while (read == 0 && inflater.IsNeedingInput && !inflater.IsFinished)
            {
                if (!Fill())
                    throw CutOff();
                inflater.SetInput(input, position, end - position);
                position = end;
                read = inflater.Inflate(buffer, offset, count);
            }

            if (read == 0 && inflater.IsNeedingDictionary)
                throw Damaged("its compressed data ask for a dictionary");
            checksum.Append(buffer.AsSpan(offset, read));
            return read;
        }
        catch (Exception error) when (error is SharpZipBaseException or IndexOutOfRangeException)
        {
            // The second comes of code lengths that make no tree.
            throw Damaged("its compressed data are no deflate", error);
        }
    }

    // RFC 1952: two bytes of magic, method, flags, six bytes of time, level and system, and what the flags say.
    private void BeginMember()
    {
        Span<byte> start = stackalloc byte[10];
        for (var i = 0; i < start.Length; i++)
            start[i] = Next();
        if (!Begins(start) || start[2] != Deflate)
            throw Damaged("a member does not begin as gz does");
        var flags = start[3];
        if ((flags & 4) != 0)
            Skip(Next() | (Next() << 8));
        for (var texts = ((flags >> 3) & 1) + ((flags >> 4) & 1); texts > 0; texts--)
        {
            while (Next() != 0)
            {
            }
        }

        Skip((flags & 2) != 0 ? 2 : 0);
        inflater.Reset();
        checksum.Reset();
        if (position < end)
            inflater.SetInput(input, position, end - position);
        position = end;
        isInMember = true;
    }

    private void EndMember()
    {
        position = end - inflater.RemainingInput;
        isInMember = false;
        Span<byte> trailer = stackalloc byte[TrailerBytes];
        for (var i = 0; i < trailer.Length; i++)
            trailer[i] = Next();
        if (BinaryPrimitives.ReadUInt32LittleEndian(trailer) != checksum.GetCurrentHashAsUInt32())
            throw Damaged("its content has not the checksum that it states");
        if (BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]) != (uint)inflater.TotalOut)
            throw Damaged("its content has not the length that it states");
        isAtEnd = position == end && !Fill();
        if (isAtEnd)
            return;
        if (input[position] == 0)
            SkipZeros();
        else if (input[position] != Magic)
            throw Damaged("something else follows its end");
    }

    private void SkipZeros()
    {
        do
        {
            if (input.AsSpan(position, end - position).ContainsAnyExcept((byte)0))
                throw Damaged("something else follows its end");
        }
        while (Fill());
        isAtEnd = true;
    }

    private void Skip(int count)
    {
        for (var i = 0; i < count; i++)
            Next();
    }

    private byte Next() => position < end || Fill() ? input[position++] : throw CutOff();

    private bool Fill()
    {
        position = 0;
        end = source.Read(input, 0, input.Length);
        return end > 0;
    }

    private static InvalidDataException CutOff() => new("it is a gz file that is cut off");

    private static InvalidDataException Damaged(string what, Exception? inner = null) => new($"it is a damaged gz file: {what}", inner);
}
