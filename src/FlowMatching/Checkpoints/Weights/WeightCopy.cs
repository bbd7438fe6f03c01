namespace FastOde.FlowMatching.Checkpoints.Weights;

/// <summary>One of the copies of a network's weights that a file may hold, such as the weights as trained or their average.</summary>
/// <param name="Name">The dictionary or list that holds it, such as <c>ema.shadow_params</c>; <c>.</c> for the file's top level.</param>
/// <param name="Tensors">Its tensors by the network's own names.</param>
/// <param name="Fault">Why it does not fit the network, without a full stop; null where it does.</param>
internal sealed record WeightCopy(string Name, IReadOnlyDictionary<string, SourceTensor> Tensors, string? Fault)
{
    /// <summary>The name of the file's top level.</summary>
    public const string TopLevel = ".";

    /// <summary>Whether it is an average of the weights over training.</summary>
    public bool IsAverage => AveragedName.IsAverage(Name);

    /// <summary>Whether a user's name means it: its own, or names of dictionaries that follow each other in it.</summary>
    public bool Answers(string name) => name == Name || $".{Name}.".Contains($".{name.Trim('.')}.", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({(IsAverage ? "average" : "as trained")})";
}
