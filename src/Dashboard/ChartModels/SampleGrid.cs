using FastOde.Analysis.Measurements;
using FastOde.Contracts.Results;

namespace FastOde.Dashboard.ChartModels;

/// <summary>The images that one solver generated at one number, with what was measured there.</summary>
public sealed record SampleGrid
{
    /// <summary>The file.</summary>
    public required ArtifactRecord Artifact { get; init; }

    /// <summary>The cell as people read it, such as <c>euler · NFE 4</c>.</summary>
    public required string Title { get; init; }

    /// <summary>Readings of the cell by metrics that judge samples; empty where there are none yet.</summary>
    public required IReadOnlyList<CellReading> Readings { get; init; }

    /// <summary>Time the solver took for all samples of the cell, in seconds; null where it is not known.</summary>
    public double? Seconds { get; init; }
}
