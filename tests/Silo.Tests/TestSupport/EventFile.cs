using System.Buffers.Binary;
using System.Text;

namespace FastOde.Silo.Tests.TestSupport;

/// <summary>Reads an event file of TensorBoard from the description of the format; its checksums are computed bit by bit.</summary>
internal static class EventFile
{
    public sealed record Event(double Time, long Step, string? Version, string? Tag, float? Number);

    public static IReadOnlyList<Event> Read(ReadOnlySpan<byte> file)
    {
        List<Event> events = [];
        while (file.Length > 0)
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
            Assert.Equal(Masked(file[..8]), BinaryPrimitives.ReadUInt32LittleEndian(file[8..]));
            var data = file.Slice(12, length);
            Assert.Equal(Masked(data), BinaryPrimitives.ReadUInt32LittleEndian(file[(12 + length)..]));
            events.Add(Parse(data));
            file = file[(16 + length)..];
        }

        return events;
    }

    private static Event Parse(ReadOnlySpan<byte> data)
    {
        var found = new Event(0, 0, null, null, null);
        while (data.Length > 0)
        {
            var key = Varint(ref data);
            switch (key)
            {
                case 1 << 3 | 1:
                    found = found with { Time = BinaryPrimitives.ReadDoubleLittleEndian(data) };
                    data = data[8..];
                    break;
                case 2 << 3:
                    found = found with { Step = (long)Varint(ref data) };
                    break;
                case 3 << 3 | 2:
                    found = found with { Version = Encoding.UTF8.GetString(Bytes(ref data)) };
                    break;
                case 5 << 3 | 2:
                    found = WithValue(found, Bytes(ref data));
                    break;
                default:
                    Assert.Fail($"key {key} is none of an event");
                    break;
            }
        }

        return found;
    }

    private static Event WithValue(Event found, ReadOnlySpan<byte> summary)
    {
        Assert.Equal(1UL << 3 | 2, Varint(ref summary));
        var value = Bytes(ref summary);
        Assert.Equal(0, summary.Length);
        Assert.Equal(1UL << 3 | 2, Varint(ref value));
        var tag = Encoding.UTF8.GetString(Bytes(ref value));
        Assert.Equal(2UL << 3 | 5, Varint(ref value));
        return found with { Tag = tag, Number = BinaryPrimitives.ReadSingleLittleEndian(value) };
    }

    private static ReadOnlySpan<byte> Bytes(ref ReadOnlySpan<byte> data)
    {
        var length = (int)Varint(ref data);
        var bytes = data[..length];
        data = data[length..];
        return bytes;
    }

    private static ulong Varint(ref ReadOnlySpan<byte> data)
    {
        var number = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = data[0];
            data = data[1..];
            number |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return number;
        }
    }

    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFU;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? crc >> 1 ^ 0x82F63B78U : crc >> 1;
        }

        crc = ~crc;
        return unchecked((crc >> 15 | crc << 17) + 0xa282ead8U);
    }
}
