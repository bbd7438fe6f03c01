using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using FastOde.FlowMatching.Files;

namespace FastOde.FlowMatching.Checkpoints;

/// <summary>
/// Reads and writes the safetensors format: eight bytes of header length, a JSON header with every tensor's type, shape
/// and place, then the data. No code is ever read from such a file.
/// </summary>
public static class SafetensorsFile
{
    // What a header of the shortest entries becomes when it is read, as a multiple of its bytes.
    private const int ReadBytes = 24;

    // The format's own rule, to tell it from other files.
    private const int LargestHeader = 100_000_000;

    /// <summary>The bytes of a file with these tensors, in this order, and this metadata.</summary>
    public static byte[] Write(IReadOnlyDictionary<string, string> metadata, IReadOnlyList<SafeTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var preamble = Preamble(metadata, tensors);
        var file = new byte[preamble.Length + tensors.Sum(tensor => tensor.Data.Length)];
        preamble.CopyTo(file, 0);
        var position = preamble.Length;
        foreach (var tensor in tensors)
        {
            tensor.Data.CopyTo(file.AsMemory(position));
            position += tensor.Data.Length;
        }

        return file;
    }

    /// <summary>Whether a file begins as this format does: a plausible length of the header, then a JSON object.</summary>
    /// <param name="start">The file's first bytes.</param>
    internal static bool IsBegun(ReadOnlySpan<byte> start) =>
        start.Length > sizeof(long) && start[sizeof(long)] == '{' && BinaryPrimitives.ReadInt64LittleEndian(start) is >= 2 and <= LargestHeader;

    /// <summary>
    /// The bytes before the data of the first tensor. The tensors' own data may be missing: a file that is too large for
    /// one array is written as this and then the data.
    /// </summary>
    internal static byte[] Preamble(IReadOnlyDictionary<string, string> metadata, IReadOnlyList<SafeTensor> tensors)
    {
        var header = Header(metadata, tensors);
        var preamble = new byte[sizeof(long) + header.Length];
        BinaryPrimitives.WriteInt64LittleEndian(preamble, header.Length);
        header.CopyTo(preamble, sizeof(long));
        return preamble;
    }

    /// <summary>Takes a file apart.</summary>
    /// <param name="file">The whole file; the tensors' data are views into it.</param>
    /// <returns>
    /// Metadata and tensors, in the header's order. A tensor of a type that is not known here has its bytes and its type's name:
    /// what is not needed does not matter.
    /// </returns>
    /// <exception cref="InvalidDataException">
    /// It is not a safetensors file, it is cut off, a name stands in it twice, or the tensors do not tile its data; the message
    /// says where, in words that follow "cannot be used".
    /// </exception>
    public static (IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<SafeTensor> Tensors) Read(ReadOnlyMemory<byte> file)
    {
        if (file.Length < sizeof(long))
            throw new InvalidDataException($"it has {file.Length} bytes, fewer than the header's length takes");
        var length = BinaryPrimitives.ReadInt64LittleEndian(file.Span);
        if (length is < 2 or > LargestHeader || length > file.Length - sizeof(long))
            throw new InvalidDataException($"its header claims {length} bytes in a file of {file.Length}");
        FileLimit.Require((Int128)length * ReadBytes, $"its header of {length} bytes");
        return SafetensorsHeader.Read(file.Slice(sizeof(long), (int)length), file[(sizeof(long) + (int)length)..]);
    }

    private static byte[] Header(IReadOnlyDictionary<string, string> metadata, IReadOnlyList<SafeTensor> tensors)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject(SafetensorsHeader.MetadataKey);
            foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                json.WriteString(key, value);
            json.WriteEndObject();
            long offset = 0;
            foreach (var tensor in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.Type);
                json.WriteStartArray("shape");
                foreach (var size in tensor.Shape)
                    json.WriteNumberValue(size);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += SafetensorsTypes.Bytes(tensor.Type, tensor.Shape)!.Value);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        var padding = (8 - (int)stream.Length % 8) % 8;
        stream.Write(Encoding.ASCII.GetBytes(new string(' ', padding)));
        return stream.ToArray();
    }
}
