using System.Buffers.Binary;

namespace FastOde.Storage.Serialization;

/// <summary>Single-precision numbers as little-endian bytes, four each.</summary>
internal static class FloatBytes
{
    /// <summary>The bytes of the numbers.</summary>
    public static byte[] Write(IReadOnlyList<float> values)
    {
        var bytes = new byte[values.Count * sizeof(float)];
        for (var i = 0; i < values.Count; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        return bytes;
    }

    /// <summary>The numbers of the bytes.</summary>
    public static float[] Read(byte[] bytes)
    {
        var values = new float[bytes.Length / sizeof(float)];
        for (var i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * sizeof(float)));
        return values;
    }
}
