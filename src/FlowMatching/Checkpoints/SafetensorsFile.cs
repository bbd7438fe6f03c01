using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace FastOde.FlowMatching.Checkpoints;

/// <summary>
/// Reads and writes the safetensors format: eight bytes of header length, a JSON header with every tensor's type, shape
/// and place, then the data. No code is ever read from such a file.
/// </summary>
public static class SafetensorsFile
{
    private const string MetadataKey = "__metadata__";
    private const int LargestHeader = 100_000_000;

    private static readonly Dictionary<string, int> ElementBytes = new(StringComparer.Ordinal)
    {
        ["BOOL"] = 1,
        ["U8"] = 1,
        ["I8"] = 1,
        ["I16"] = 2,
        ["U16"] = 2,
        ["F16"] = 2,
        ["BF16"] = 2,
        ["I32"] = 4,
        ["U32"] = 4,
        ["F32"] = 4,
        ["I64"] = 8,
        ["U64"] = 8,
        ["F64"] = 8,
    };

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
    /// <exception cref="InvalidDataException">It is not a safetensors file, or it is cut off; the message says where.</exception>
    public static (IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<SafeTensor> Tensors) Read(ReadOnlyMemory<byte> file)
    {
        if (file.Length < sizeof(long))
            throw new InvalidDataException($"it has {file.Length} bytes, fewer than the header's length takes");
        var length = BinaryPrimitives.ReadInt64LittleEndian(file.Span);
        if (length is < 2 or > LargestHeader || length > file.Length - sizeof(long))
            throw new InvalidDataException($"its header claims {length} bytes in a file of {file.Length}");
        var data = file[(sizeof(long) + (int)length)..];
        try
        {
            using var header = JsonDocument.Parse(file.Slice(sizeof(long), (int)length));
            var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
            var tensors = new List<SafeTensor>();
            foreach (var entry in header.RootElement.EnumerateObject())
            {
                if (entry.Name != MetadataKey)
                    tensors.Add(Tensor(entry, data));
                else
                    foreach (var pair in entry.Value.EnumerateObject())
                        metadata[pair.Name] = pair.Value.GetString() ?? "";
            }

            return (metadata, tensors);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or OverflowException)
        {
            throw new InvalidDataException($"its header is not a safetensors header ({error.Message})", error);
        }
    }

    private static byte[] Header(IReadOnlyDictionary<string, string> metadata, IReadOnlyList<SafeTensor> tensors)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject(MetadataKey);
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
                json.WriteNumberValue(offset += Bytes(tensor.Type, tensor.Shape));
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        var padding = (8 - (int)stream.Length % 8) % 8;
        stream.Write(Encoding.ASCII.GetBytes(new string(' ', padding)));
        return stream.ToArray();
    }

    private static SafeTensor Tensor(JsonProperty entry, ReadOnlyMemory<byte> data)
    {
        var type = entry.Value.GetProperty("dtype").GetString() ?? "";
        var shape = entry.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray();
        var offsets = entry.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64()).ToArray();
        if (!ElementBytes.ContainsKey(type))
            throw new InvalidDataException($"its tensor '{entry.Name}' has the unknown type '{type}'");
        if (offsets is not [var start, var end] || start < 0 || end < start)
            throw new InvalidDataException($"its tensor '{entry.Name}' has no valid place");
        if (shape.Any(size => size < 0) || Bytes(type, shape) != end - start)
            throw new InvalidDataException($"its tensor '{entry.Name}' has {end - start} bytes, which is not its shape's size");
        if (end > data.Length)
            throw new InvalidDataException($"it is cut off: its tensor '{entry.Name}' ends at byte {end} of {data.Length} bytes of data");
        return new SafeTensor { Name = entry.Name, Type = type, Shape = shape, Data = data[(int)start..(int)end] };
    }

    private static long Bytes(string type, IReadOnlyList<long> shape) =>
        shape.Aggregate((long)ElementBytes[type], (product, size) => checked(product * size));
}
