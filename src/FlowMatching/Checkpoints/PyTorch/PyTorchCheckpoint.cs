using FastOde.FlowMatching.Files;
using FastOde.Specs.Words;

namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>
/// A checkpoint that PyTorch's <c>torch.save</c> wrote, as a zip or before 1.6: a state dict, or a training state with several.
/// Nothing in the file is ever executed: tensors, dictionaries, lists, tuples, numbers, texts, booleans and <c>None</c>
/// are read, and everything else is refused by name. The file stays open for reading until this is disposed of.
/// </summary>
public sealed class PyTorchCheckpoint : IDisposable
{
    private readonly IPyTorchContainer container;

    private PyTorchCheckpoint(IPyTorchContainer container)
    {
        this.container = container;
        var tree = new PyTorchTree(container);
        Root = tree.Build(container.Content());
        Tensors = tree.Tensors;
    }

    /// <summary>What was saved: for state dicts and training states a <see cref="PyTorchDictionary"/>.</summary>
    public PyTorchValue Root { get; }

    /// <summary>Every tensor by its name, such as <c>model_state_dict.a.weight</c>, in the file's order.</summary>
    public IReadOnlyDictionary<string, PyTorchTensor> Tensors { get; }

    /// <summary>Opens a checkpoint and checks everything but the elements of its tensors.</summary>
    /// <param name="file">Its path.</param>
    /// <exception cref="CheckpointException">
    /// It is missing, damaged, or holds more than plain data; the message is one line with the file, the entry, opcode,
    /// global or tensor at fault, and the cure.
    /// </exception>
    public static PyTorchCheckpoint Open(string file) => PyTorchFaultException.Naming(file, () =>
    {
        // Bytes are read, not mapped: a file that shrinks meanwhile gives an error instead of ending the process.
        RegularFile.Require(file);
        var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            return new PyTorchCheckpoint(PyTorchSignature.IsLegacy(stream) ? new LegacyContainer(file, stream) : new PyTorchArchive(file, stream));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    });

    /// <summary>The tensors of one dictionary, such as <c>model_state_dict</c>, named as inside it, in the file's order.</summary>
    /// <param name="section">Its name; empty for all of the file.</param>
    /// <exception cref="CheckpointException">No tensor's name begins so; the message has the nearest dictionary that has tensors.</exception>
    public IReadOnlyDictionary<string, PyTorchTensor> Section(string section)
    {
        ArgumentNullException.ThrowIfNull(section);
        if (section.Length == 0)
            return Tensors;
        var found = new OrderedDictionary<string, PyTorchTensor>(StringComparer.Ordinal);
        foreach (var (name, tensor) in Tensors)
        {
            if (name.StartsWith(section + '.', StringComparison.Ordinal))
                found.Add(name[(section.Length + 1)..], tensor);
        }

        return found.Count > 0 ? found : throw NoSection(section);
    }

    /// <inheritdoc/>
    public void Dispose() => container.Dispose();

    private CheckpointException NoSection(string section)
    {
        var sections = Tensors.Keys.Where(name => name.Contains('.')).Select(name => name[..name.IndexOf('.')]).Distinct().ToArray();
        return new CheckpointException(
            $"The PyTorch checkpoint '{container.File}' has no tensors below '{section}'"
            + (sections.Length == 0 ? ". Leave the section empty: its tensors lie at the top." : UnknownName.Hint(section, sections)));
    }
}
