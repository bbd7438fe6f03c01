namespace FastOde.FlowMatching.Metrics;

/// <summary>Everything one evaluation measured: a row for each metric, solver and number, all from the same noise.</summary>
public sealed record EvaluationTable
{
    /// <summary>The rows: solvers and numbers in the order of the spec, within each the metrics in the order of the spec.</summary>
    public required IReadOnlyList<EvaluationRow> Rows { get; init; }

    /// <summary>Curvature by time bin for every fixed-step solver and number, when curvature was asked for; else empty.</summary>
    public required IReadOnlyList<CurvatureProfile> CurvatureProfiles { get; init; }

    /// <summary>A few trajectories for pictures, from the finest cell of the first fixed-step solver; null when there is none.</summary>
    public TrajectorySample? Trajectories { get; init; }

    /// <summary>How a few images came to be, of the same cell; null for points, and where there is no such cell.</summary>
    public ImageStrips? Strips { get; init; }

    /// <summary>The first images of every cell; empty for points, and for cells whose solver could not go on.</summary>
    public IReadOnlyList<SamplePicture> Samples { get; init; } = [];
}
