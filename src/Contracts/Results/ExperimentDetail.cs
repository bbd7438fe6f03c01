using FastOde.Specs;

namespace FastOde.Contracts.Results;

/// <summary>An experiment with its spec.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Results.ExperimentDetail")]
public sealed record ExperimentDetail
{
    /// <summary>The experiment.</summary>
    [Id(0)]
    public required ExperimentSummary Summary { get; init; }

    /// <summary>Its spec, with the text as it was written.</summary>
    [Id(1)]
    public required ExperimentSpec Spec { get; init; }

    /// <summary>Whether it has been told to run; one that was left unfinished may be looked at without being started.</summary>
    [Id(2)]
    public bool IsStarted { get; init; }

    /// <summary>What is kept of its ended trials now, which need not be what the spec says; null for everything.</summary>
    [Id(3)]
    public RetentionSpec? Retention { get; init; }

    /// <summary>The limits that count since somebody changed them; null where nobody has.</summary>
    [Id(5)]
    public LimitsSpec? ChangedLimits { get; init; }

    /// <summary>What people have written about it, plain text; empty where nobody has.</summary>
    [Id(6)]
    public string Notes { get; init; } = "";

    /// <summary>What was added since it was submitted, the first first.</summary>
    [Id(7)]
    public IReadOnlyList<Addition> Additions { get; init; } = [];

    /// <summary>The limits that count now.</summary>
    public LimitsSpec Limits => ChangedLimits ?? Spec.Limits;
}
