namespace FastOde.FlowMatching.Metrics;

/// <summary>One cell of an evaluation: one metric measured on the samples of one solver at one setting.</summary>
public sealed record EvaluationRow
{
    /// <summary>The metric, one of <see cref="EvaluationMetrics.All"/>; a score by features with its extractor, such as <c>fid[mnist-classifier]</c>.</summary>
    public required string Metric { get; init; }

    /// <summary>The solver's name in a spec, with its time grid where that is not uniform.</summary>
    public required string Solver { get; init; }

    /// <summary>The number the spec asked for: NFE budget of a fixed-step solver, tolerance of an adaptive one.</summary>
    public required double Number { get; init; }

    /// <summary>Steps taken; for an adaptive solver the mean of the accepted steps over the samples, rounded.</summary>
    public required int Steps { get; init; }

    /// <summary>Evaluations of the velocity a sample cost, measured by counting calls.</summary>
    public required double Nfe { get; init; }

    /// <summary>Relative tolerance of an adaptive solver; null for a fixed-step one.</summary>
    public double? Tolerance { get; init; }

    /// <summary>The measured value; NaN or infinite when the trajectories are.</summary>
    public required double Value { get; init; }

    /// <summary>What the metric gives for a perfect sampler (reference against a second reference set); null where that is 0.</summary>
    public double? Floor { get; init; }

    /// <summary>Why there is no finite value, such as an adaptive solver that could not go on; null where there is one.</summary>
    public string? Remark { get; init; }

    /// <summary>Seconds the solver needed for all samples; the time of the metric itself is not in it.</summary>
    public required double Seconds { get; init; }
}
