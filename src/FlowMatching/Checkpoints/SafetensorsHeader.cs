using System.Text.Json;

namespace FastOde.FlowMatching.Checkpoints;

/// <summary>
/// Reads the JSON header of a safetensors file. The places of its tensors must tile the data: each begins where the one
/// before it ends, so that no byte belongs to two tensors or to none.
/// </summary>
internal static class SafetensorsHeader
{
    /// <summary>The entry that is no tensor.</summary>
    public const string MetadataKey = "__metadata__";

    /// <summary>Reads a header.</summary>
    /// <param name="header">Its bytes.</param>
    /// <param name="data">What follows it; the tensors' data are views into it.</param>
    /// <exception cref="InvalidDataException">The header is damaged, has a name twice, or does not describe the data.</exception>
    public static (IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<SafeTensor> Tensors) Read(ReadOnlyMemory<byte> header, ReadOnlyMemory<byte> data)
    {
        try
        {
            using var json = JsonDocument.Parse(header);
            var entries = Members(json.RootElement, "its header");
            var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
            if (entries.Remove(MetadataKey, out var texts))
            {
                foreach (var (key, value) in Members(texts, $"its {MetadataKey}"))
                    metadata.Add(key, value.GetString() ?? "");
            }

            Place[] places = [.. entries.Select(entry => PlaceOf(entry.Key, entry.Value))];
            CheckTiling(places, data.Length);
            return (metadata, [.. places.Select(place => new SafeTensor
            {
                Name = place.Name,
                Type = place.Type,
                Shape = place.Shape,
                Data = data[(int)place.Start..(int)place.End],
            })]);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidDataException($"its header is not a safetensors header ({error.Message.TrimEnd('.').ReplaceLineEndings(" ")})", error);
        }
    }

    private static OrderedDictionary<string, JsonElement> Members(JsonElement element, string owner)
    {
        var members = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            if (!members.TryAdd(member.Name, member.Value))
                throw new InvalidDataException($"{owner} has the name '{member.Name}' twice");
        }

        return members;
    }

    private static Place PlaceOf(string name, JsonElement entry)
    {
        var members = Members(entry, $"its tensor '{name}'");
        var type = members["dtype"].GetString() ?? "";
        var shape = Integers(members["shape"]);
        if (Integers(members["data_offsets"]) is not [>= 0 and var start, var end] || end < start)
            throw new InvalidDataException($"its tensor '{name}' has no valid place: {members["data_offsets"].GetRawText().ReplaceLineEndings(" ")}");
        if (shape is null || shape.Any(size => size < 0) || !HasSize(type, shape, end - start))
            throw new InvalidDataException($"its tensor '{name}' has {end - start} bytes, which is not its shape's size");
        return new Place(name, type, shape, start, end);
    }

    /// <summary>The integers of a list; null where one is none, or does not fit in 64 bits.</summary>
    private static long[]? Integers(JsonElement list)
    {
        var values = new long[list.GetArrayLength()];
        for (var i = 0; i < values.Length; i++)
        {
            if (!list[i].TryGetInt64(out values[i]))
                return null;
        }

        return values;
    }

    private static bool HasSize(string type, long[] shape, long bytes)
    {
        try
        {
            return SafetensorsTypes.Bytes(type, shape) is not { } expected || expected == bytes;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private static void CheckTiling(IEnumerable<Place> places, int length)
    {
        Place? before = null;
        foreach (var place in places.OrderBy(place => place.Start).ThenBy(place => place.End))
        {
            if (place.End > length)
                throw new InvalidDataException($"it is cut off: its tensor '{place.Name}' ends at byte {place.End} of {length} bytes of data");
            var end = before?.End ?? 0;
            if (place.Start < end)
                throw new InvalidDataException($"its tensors '{before!.Name}' and '{place.Name}' overlap: bytes {place.Start} to {Math.Min(end, place.End)} of its data belong to both");
            if (place.Start > end)
                throw new InvalidDataException($"bytes {end} to {place.Start} of its data, before its tensor '{place.Name}', belong to no tensor");
            before = place;
        }

        if (before?.End is var last && (last ?? 0) != length)
            throw new InvalidDataException($"{length - (last ?? 0)} bytes after its last tensor belong to none");
    }

    private sealed record Place(string Name, string Type, long[] Shape, long Start, long End);
}
