using System.Buffers.Binary;
using System.Text;

namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>Reads the bytes of a pickle one after the other, never beyond its end.</summary>
/// <param name="bytes">The pickle, or several one after the other.</param>
/// <param name="name">What messages call it.</param>
internal sealed class PickleCursor(ReadOnlyMemory<byte> bytes, string name)
{
    private const int LongestLine = 1024;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The place of the next byte.</summary>
    public int Position { get; private set; }

    public byte Byte() => Take(1)[0];

    public int UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public long UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    /// <summary>A two's complement number of up to eight bytes.</summary>
    public long Integer(int length)
    {
        if (length > sizeof(long))
            throw Fault($"has an integer of {length} bytes, and at most {sizeof(long)} are read");
        var digits = Take(length);
        var value = length > 0 && (sbyte)digits[^1] < 0 ? -1L : 0L;
        for (var i = length - 1; i >= 0; i--)
            value = (value << 8) | digits[i];
        return value;
    }

    public string Utf8(long length)
    {
        var text = Take(length);
        try
        {
            return StrictUtf8.GetString(text);
        }
        catch (DecoderFallbackException)
        {
            throw Fault("has a text that is not UTF-8");
        }
    }

    public string Latin1(long length) => Encoding.Latin1.GetString(Take(length));

    public void Skip(int length) => Take(length);

    /// <summary>Text up to a line feed.</summary>
    public string Line()
    {
        var rest = bytes.Span[Position..];
        var length = rest[..Math.Min(rest.Length, LongestLine)].IndexOf((byte)'\n');
        if (length < 0)
            throw Fault("has a name that does not end");
        var line = Utf8(length);
        Skip(1);
        return line;
    }

    private ReadOnlySpan<byte> Take(long length)
    {
        if (length < 0 || length > bytes.Length - Position)
            throw Fault($"is cut off: {length} more bytes were expected, and {bytes.Length - Position} are left");
        Position += (int)length;
        return bytes.Span.Slice(Position - (int)length, (int)length);
    }

    /// <summary>A fault of the pickle, with its name and the place.</summary>
    public PyTorchFaultException Fault(string what, string cure = PyTorchFaultException.CopyAgain) => new($"{name} {what} (at byte {Position})", cure);
}
