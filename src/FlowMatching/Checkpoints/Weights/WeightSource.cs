using FastOde.FlowMatching.Checkpoints.PyTorch;
using FastOde.FlowMatching.Files;
using TorchSharp;

namespace FastOde.FlowMatching.Checkpoints.Weights;

/// <summary>A file with weights of other programs: a PyTorch checkpoint or a safetensors file.</summary>
internal sealed class WeightSource : IDisposable
{
    private static readonly string[] StepNames = ["iter", "iteration", "step", "global_step"];

    private static readonly Dictionary<string, torch.ScalarType> FloatingTypes = new(StringComparer.Ordinal)
    {
        ["F16"] = torch.ScalarType.Float16,
        ["BF16"] = torch.ScalarType.BFloat16,
        ["F32"] = torch.ScalarType.Float32,
        ["F64"] = torch.ScalarType.Float64,
    };

    private readonly IDisposable? open;

    private WeightSource(string file, IEnumerable<SourceTensor> tensors, int? step, IDisposable? open)
    {
        File = file;
        Tensors = new OrderedDictionary<string, SourceTensor>(tensors.Select(tensor => KeyValuePair.Create(tensor.Name, tensor)), StringComparer.Ordinal);
        Step = step;
        this.open = open;
    }

    /// <summary>Its path.</summary>
    public string File { get; }

    /// <summary>Every tensor by its full name, in the file's order.</summary>
    public IReadOnlyDictionary<string, SourceTensor> Tensors { get; }

    /// <summary>The training step that the file states; null where it states none.</summary>
    public int? Step { get; }

    /// <summary>Opens a file and checks everything but the elements of its tensors.</summary>
    /// <param name="file">Its path; a name that ends in <c>.safetensors</c> is such a file, all else PyTorch's.</param>
    /// <exception cref="CheckpointException">It is missing, damaged, or holds more than plain data.</exception>
    public static WeightSource Open(string file) =>
        file.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase) ? OpenSafetensors(file) : OpenPyTorch(file);

    /// <inheritdoc/>
    public void Dispose() => open?.Dispose();

    private static WeightSource OpenPyTorch(string file)
    {
        var checkpoint = PyTorchCheckpoint.Open(file);
        var tensors = checkpoint.Tensors.Values.Select(tensor => new SourceTensor(tensor.Name, tensor.Shape, FloatingTypes.ContainsValue(tensor.Type), tensor.Read));
        return new WeightSource(file, tensors, StepOf(checkpoint.Root), checkpoint);
    }

    private static int? StepOf(PyTorchValue root) => root is not PyTorchDictionary dictionary ? null : StepNames
        .Select(name => dictionary.Entries.GetValueOrDefault(name))
        .OfType<PyTorchInteger>()
        .Where(step => step.Value is >= 0 and <= int.MaxValue)
        .Select(step => (int?)step.Value)
        .FirstOrDefault();

    private static WeightSource OpenSafetensors(string file)
    {
        try
        {
            var tensors = SafetensorsFile.Read(RegularFile.ReadAllBytes(file)).Tensors;
            return new WeightSource(
                file, tensors.Select(tensor => new SourceTensor(tensor.Name, tensor.Shape, FloatingTypes.ContainsKey(tensor.Type), () => Read(tensor))), null, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new CheckpointException($"The weights '{file}' cannot be used: {error.Message.TrimEnd('.')}. Check the path, or copy the file again.", error);
        }
    }

    private static torch.Tensor Read(SafeTensor tensor)
    {
        var values = torch.empty([.. tensor.Shape], dtype: FloatingTypes[tensor.Type]);
        tensor.Data.Span.CopyTo(values.bytes);
        return values;
    }
}
