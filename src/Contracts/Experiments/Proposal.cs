using FastOde.Specs;

namespace FastOde.Contracts.Experiments;

/// <summary>Assignments that a program wants to be tried, in an experiment whose sampler is <c>external</c>.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Experiments.Proposal")]
public sealed record Proposal
{
    /// <summary>Most assignments that are proposed at once.</summary>
    public const int MostAssignments = 1000;

    /// <summary>Names the request, such as <see cref="SubmissionKey.New"/> does: what was added under its key is not added again.</summary>
    [Id(0)]
    public required string Key { get; init; }

    /// <summary>Key paths into the trial and their values, at most <see cref="MostAssignments"/>; each is tried with every seed.</summary>
    [Id(1)]
    public required IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>> Assignments { get; init; }
}
