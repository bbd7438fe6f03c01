using System.IO.Compression;
using System.Text.Json;
using FastOde.FlowMatching.Tests.Checkpoints.PyTorch;

namespace FastOde.EndToEnd.Tests.Processes;

/// <summary>Weights as a training script of PyTorch would have saved them.</summary>
internal static class PublishedCheckpoint
{
    /// <summary>Writes a training state with both networks, nested as such scripts do.</summary>
    /// <param name="weights">A file of <c>export-weights</c>.</param>
    /// <param name="target">The file to write.</param>
    /// <param name="step">The training step that it states.</param>
    public static void Write(string weights, string target, int step)
    {
        var bytes = File.ReadAllBytes(weights);
        var length = BitConverter.ToInt32(bytes);
        using var header = JsonDocument.Parse(bytes.AsMemory(sizeof(long), length));
        var content = bytes.AsMemory(sizeof(long) + length);
        var tensors = header.RootElement.EnumerateObject().Where(entry => entry.Name != "__metadata__").ToArray();
        using var zip = new ZipArchive(File.Create(target), ZipArchiveMode.Create);
        Add(zip, "model/data.pkl", Pickle.Whole(Pickle.Dictionary(
            ("iter", Pickle.Integer(step)),
            ("model_state_dict", StateDict(tensors, "velocity.")),
            ("forward_model_state_dict", StateDict(tensors, "encoder.")))));
        foreach (var tensor in tensors)
        {
            var offsets = tensor.Value.GetProperty("data_offsets");
            Add(zip, $"model/data/{tensor.Name}", content[offsets[0].GetInt32()..offsets[1].GetInt32()]);
        }
    }

    private static string StateDict(IEnumerable<JsonProperty> tensors, string prefix) => Pickle.Dictionary(
        [.. tensors.Where(tensor => tensor.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(tensor => (tensor.Name[prefix.Length..], Tensor(tensor)))]);

    private static string Tensor(JsonProperty tensor)
    {
        long[] sizes = [.. tensor.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
        long[] strides = [.. sizes.Select((_, i) => sizes[(i + 1)..].Aggregate(1L, (product, size) => product * size))];
        return Pickle.Tensor(Pickle.Storage(tensor.Name, "FloatStorage", sizes.Aggregate(1L, (product, size) => product * size)), 0, sizes, strides);
    }

    private static void Add(ZipArchive zip, string name, ReadOnlyMemory<byte> content)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        entry.Write(content.Span);
    }
}
