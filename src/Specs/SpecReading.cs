namespace FastOde.Specs;

/// <summary>The outcome of reading a spec: a spec, or at least one problem.</summary>
public sealed record SpecReading
{
    /// <summary>The spec; null where there are problems.</summary>
    public ExperimentSpec? Spec { get; init; }

    /// <summary>How many assignments its search has.</summary>
    public int Assignments { get; init; }

    /// <summary>Everything found wrong, in the order of the text.</summary>
    public IReadOnlyList<SpecProblem> Problems { get; init; } = [];
}
