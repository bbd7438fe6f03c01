using FastOde.Specs.Keys;

namespace FastOde.Specs;

/// <summary>
/// What is kept of a trial that has ended; without the section, everything. Evaluations are always kept, and so is all of a
/// trial that may go on: one that failed, and one that was stopped early while its experiment runs.
/// </summary>
public sealed record RetentionSpec
{
    /// <summary>Checkpoints to keep, the newest; with 0 a trial can be neither sampled from nor be a teacher. The pairs of a teacher, or its networks, which only training needs, go with the first checkpoint.</summary>
    [Whole(0, 3)]
    public int? Checkpoints { get; init; }

    /// <summary>How many trials keep checkpoints at all: those whose objective is best.</summary>
    [Whole(1, SearchSpec.MaximumTrials)]
    public int? Best { get; init; }

    /// <summary>Pictures of samples to keep, strips among them: <c>all</c>, those of the <c>last</c> evaluated step, or <c>none</c>.</summary>
    [Words("choice", "all", "last", "none")]
    public string Samples { get; init; } = "all";

    /// <summary>Most points of a metric's curve to keep, evenly spread from its first to its last.</summary>
    [Whole(2, 1_000_000)]
    public int? Points { get; init; }
}
