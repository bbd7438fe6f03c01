namespace FastOde.Contracts.Experiments;

/// <summary>The outcome of reading a spec: a spec, or at least one problem.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Experiments.SpecReading")]
public sealed record SpecReading
{
    /// <summary>The spec; null where there are problems.</summary>
    [Id(0)]
    public ExperimentSpec? Spec { get; init; }

    /// <summary>Everything found wrong, in the order of the text.</summary>
    [Id(1)]
    public IReadOnlyList<SpecProblem> Problems { get; init; } = [];
}
