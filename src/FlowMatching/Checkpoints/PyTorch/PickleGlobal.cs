namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>A name that a pickle refers to. Only the names listed here get so far; nothing is ever looked up or called.</summary>
/// <param name="Name">Module and name, joined by a dot.</param>
internal sealed record PickleGlobal(string Name)
{
    /// <summary>Makes an empty or filled dictionary.</summary>
    public const string OrderedDictionary = "collections.OrderedDict";

    /// <summary>Makes a tensor of storage, offset, sizes and strides.</summary>
    public const string Tensor = "torch._utils._rebuild_tensor_v2";

    /// <summary>Wraps a tensor as a parameter.</summary>
    public const string Parameter = "torch._utils._rebuild_parameter";

    /// <summary>Wraps a tuple as a shape.</summary>
    public const string Size = "torch.Size";

    /// <summary>Whether a checkpoint of plain data may name it.</summary>
    public bool IsKnown => Name is OrderedDictionary or Tensor or Parameter or Size || PyTorchElementType.ByStorage.ContainsKey(Name);
}
