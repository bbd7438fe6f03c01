namespace FastOde.FlowMatching.Checkpoints;

/// <summary>Everything a trial needs to go on as if it had never stopped.</summary>
public sealed record Checkpoint
{
    /// <summary>Training steps done.</summary>
    public required int Step { get; init; }

    /// <summary>Identifies what the trial trains; a checkpoint of another fingerprint is refused.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Further facts as text.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    /// <summary>Weights, moving average, moments, generator states and whatever else is numbers.</summary>
    public required IReadOnlyList<SafeTensor> Tensors { get; init; }

    /// <summary>The tensor of this name.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public SafeTensor Tensor(string name) =>
        Tensors.FirstOrDefault(tensor => tensor.Name == name) ?? throw new InvalidDataException($"it lacks the tensor '{name}'");
}
