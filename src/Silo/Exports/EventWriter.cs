using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace FastOde.Silo.Exports;

/// <summary>
/// Writes an event file of TensorBoard. A record is its length in 8 bytes, the masked CRC-32C of these, the data, and the masked
/// CRC-32C of the data, all little-endian. The data is an event of protocol buffers: wall time (field 1, double), step
/// (2, integer), and the file's version (3, text) or a summary (5) of values (1) with tag (1, text) and number (2, float).
/// </summary>
/// <param name="output">Where to.</param>
internal sealed class EventWriter(Stream output)
{
    private const string Version = "brain.Event:2";
    private const int Varint = 0;
    private const int Eight = 1;
    private const int Delimited = 2;
    private const int Four = 5;

    private readonly ArrayBufferWriter<byte> message = new();
    private readonly ArrayBufferWriter<byte> summary = new();
    private readonly ArrayBufferWriter<byte> value = new();

    /// <summary>Writes what every file begins with.</summary>
    /// <param name="time">Its time.</param>
    public void Begin(DateTimeOffset time)
    {
        Start(time);
        Text(message, 3, Version);
        Finish();
    }

    /// <summary>Writes a number.</summary>
    /// <param name="time">Its time.</param>
    /// <param name="step">Its training step.</param>
    /// <param name="tag">Its name.</param>
    /// <param name="number">The number; the format has single precision.</param>
    public void Scalar(DateTimeOffset time, int step, string tag, double number)
    {
        Start(time);
        Key(message, 2, Varint);
        WriteVarint(message, (ulong)step);
        value.Clear();
        Text(value, 1, tag);
        Key(value, 2, Four);
        BinaryPrimitives.WriteSingleLittleEndian(value.GetSpan(sizeof(float)), (float)number);
        value.Advance(sizeof(float));
        summary.Clear();
        Bytes(summary, 1, value.WrittenSpan);
        Bytes(message, 5, summary.WrittenSpan);
        Finish();
    }

    private void Start(DateTimeOffset time)
    {
        message.Clear();
        Key(message, 1, Eight);
        BinaryPrimitives.WriteDoubleLittleEndian(message.GetSpan(sizeof(double)), time.ToUnixTimeMilliseconds() / 1000.0);
        message.Advance(sizeof(double));
    }

    private void Finish()
    {
        Span<byte> head = stackalloc byte[sizeof(ulong) + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(head, (ulong)message.WrittenCount);
        BinaryPrimitives.WriteUInt32LittleEndian(head[sizeof(ulong)..], Crc32C.Masked(head[..sizeof(ulong)]));
        output.Write(head);
        output.Write(message.WrittenSpan);
        Span<byte> tail = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(tail, Crc32C.Masked(message.WrittenSpan));
        output.Write(tail);
    }

    private static void Text(ArrayBufferWriter<byte> writer, int field, string text) => Bytes(writer, field, Encoding.UTF8.GetBytes(text));

    private static void Bytes(ArrayBufferWriter<byte> writer, int field, ReadOnlySpan<byte> bytes)
    {
        Key(writer, field, Delimited);
        WriteVarint(writer, (ulong)bytes.Length);
        writer.Write(bytes);
    }

    private static void Key(ArrayBufferWriter<byte> writer, int field, int kind) => WriteVarint(writer, (ulong)(field << 3 | kind));

    private static void WriteVarint(ArrayBufferWriter<byte> writer, ulong number)
    {
        for (; number >= 0x80; number >>= 7)
            writer.Write([(byte)(number | 0x80)]);
        writer.Write([(byte)number]);
    }
}
