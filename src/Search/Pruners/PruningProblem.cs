namespace FastOde.Search.Pruners;

/// <summary>What a pruner needs to know of an experiment.</summary>
public sealed record PruningProblem
{
    /// <summary>Steps of a trial that goes to its end, at least 1.</summary>
    public required int Steps { get; init; }

    /// <summary>Assignments that the search was submitted with, at least 1; more may be added later.</summary>
    public required int Assignments { get; init; }

    /// <summary>Seeds of each assignment, at least 1.</summary>
    public required int Seeds { get; init; }
}
