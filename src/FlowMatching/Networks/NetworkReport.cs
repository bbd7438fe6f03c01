using FastOde.FlowMatching.Checkpoints;

namespace FastOde.FlowMatching.Networks;

/// <summary>What a network is made of, and what it gives where that was asked for.</summary>
public sealed record NetworkReport
{
    /// <summary>What it is for: <c>velocity</c> or <c>encoder</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Number of trained numbers.</summary>
    public required long Parameters { get; init; }

    /// <summary>Its tensors in the order of the state dict.</summary>
    public required IReadOnlyList<StateEntry> Tensors { get; init; }

    /// <summary>Times of the two inputs by <see cref="FillRule"/> that <see cref="Output"/> belongs to; empty without.</summary>
    public IReadOnlyList<double> Times { get; init; } = [];

    /// <summary>Its output for weights and inputs by <see cref="FillRule"/>; null when it was not evaluated.</summary>
    public OutputSummary? Output { get; init; }
}
