using System.Buffers.Binary;
using System.IO.Compression;

namespace FastOde.FlowMatching.Tests.Datasets.Images;

/// <summary>Composes IDX files.</summary>
internal static class IdxBytes
{
    public static byte[] Images(int count, int rows, int columns) =>
        File(0x803, [(uint)count, (uint)rows, (uint)columns], [.. Enumerable.Range(0, count * rows * columns).Select(i => (byte)i)]);

    public static byte[] Labels(params byte[] labels) => File(0x801, [(uint)labels.Length], labels);

    public static byte[] File(uint magic, uint[] sizes, byte[] content)
    {
        var file = new byte[4 * (1 + sizes.Length) + content.Length];
        BinaryPrimitives.WriteUInt32BigEndian(file, magic);
        for (var i = 0; i < sizes.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(4 * (i + 1)), sizes[i]);
        content.CopyTo(file, 4 * (1 + sizes.Length));
        return file;
    }

    public static byte[] Zipped(byte[] content)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal))
            gzip.Write(content);
        return target.ToArray();
    }
}
