using System.Globalization;
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

    private readonly PyTorchCheckpoint? checkpoint;

    private WeightSource(string file, IEnumerable<SourceTensor> tensors, PyTorchCheckpoint? checkpoint)
    {
        File = file;
        Tensors = new OrderedDictionary<string, SourceTensor>(tensors.Select(tensor => KeyValuePair.Create(tensor.Name, tensor)), StringComparer.Ordinal);
        Step = checkpoint is null ? null : StepOf(checkpoint.Root);
        this.checkpoint = checkpoint;
    }

    /// <summary>Its path.</summary>
    public string File { get; }

    /// <summary>Every tensor by its full name, in the file's order.</summary>
    public IReadOnlyDictionary<string, SourceTensor> Tensors { get; }

    /// <summary>The training step that the file states; null where it states none.</summary>
    public int? Step { get; }

    /// <summary>Opens a file and checks everything but the elements of its tensors.</summary>
    /// <param name="file">Its path; what the file is, its content says.</param>
    /// <exception cref="CheckpointException">It is missing, damaged, or holds more than plain data.</exception>
    public static WeightSource Open(string file)
    {
        var start = Start(file);
        if (SafetensorsFile.IsBegun(start))
            return OpenSafetensors(file);
        if (PyTorchSignature.IsBegun(start))
            return OpenPyTorch(file);
        if (ForeignWeights.Describe(start) is { } problem)
            throw new CheckpointException($"The weights '{file}' cannot be used: {problem}");
        return file.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase) ? OpenSafetensors(file) : OpenPyTorch(file);
    }

    /// <summary>
    /// The numbers of an optimizer's parameters in the order in which it was given them, as its <c>param_groups</c> list them.
    /// </summary>
    /// <param name="state">The path of its state, such as <c>optimizer_state_dict.state</c>.</param>
    /// <returns>The numbers; null where the file does not list them.</returns>
    public IReadOnlyList<long>? ParameterOrder(string state)
    {
        var dot = state.LastIndexOf('.');
        var optimizer = dot < 0 ? checkpoint?.Root : state[..dot].Split('.').Aggregate(checkpoint?.Root, Member);
        if (Member(optimizer, "param_groups") is not PyTorchList groups)
            return null;
        var numbers = new List<long>();
        foreach (var group in groups.Items)
        {
            if (Member(group, "params") is not PyTorchList parameters || !parameters.Items.All(item => item is PyTorchInteger))
                return null;
            numbers.AddRange(parameters.Items.Cast<PyTorchInteger>().Select(number => number.Value));
        }

        return numbers;
    }

    /// <inheritdoc/>
    public void Dispose() => checkpoint?.Dispose();

    private static PyTorchValue? Member(PyTorchValue? owner, string name) => owner switch
    {
        PyTorchDictionary dictionary => dictionary.Entries.GetValueOrDefault(name),
        PyTorchList list when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) => list.Items.ElementAtOrDefault(index),
        _ => null,
    };

    private static byte[] Start(string file) => Reading(file, () =>
    {
        using var stream = RegularFile.OpenRead(file);
        var start = new byte[FileForm.Length];
        return start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
    });

    private static WeightSource OpenPyTorch(string file)
    {
        var checkpoint = PyTorchCheckpoint.Open(file);
        var tensors = checkpoint.Tensors.Values.Select(tensor => new SourceTensor(tensor.Name, tensor.Shape, tensor.Type.ToString(), FloatingTypes.ContainsValue(tensor.Type), tensor.Read));
        return new WeightSource(file, tensors, checkpoint);
    }

    private static int? StepOf(PyTorchValue root) => root is not PyTorchDictionary dictionary ? null : StepNames
        .Select(name => dictionary.Entries.GetValueOrDefault(name))
        .OfType<PyTorchInteger>()
        .Where(step => step.Value is >= 0 and <= int.MaxValue)
        .Select(step => (int?)step.Value)
        .FirstOrDefault();

    private static WeightSource OpenSafetensors(string file)
    {
        var tensors = Reading(file, () => SafetensorsFile.Read(RegularFile.ReadAllBytes(file)).Tensors);
        return new WeightSource(
            file, tensors.Select(tensor => new SourceTensor(tensor.Name, tensor.Shape, tensor.Type, FloatingTypes.ContainsKey(tensor.Type), () => Read(tensor))), null);
    }

    private static T Reading<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FileLimitException limit)
        {
            throw new CheckpointException($"The weights '{file}' cannot be used: {limit.Message}. {limit.Cure}", limit);
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
