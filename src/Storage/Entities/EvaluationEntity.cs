namespace FastOde.Storage.Entities;

/// <summary>A row of <c>evaluations</c>: one cell of a trial's table.</summary>
internal sealed class EvaluationEntity
{
    /// <summary>The trial.</summary>
    public required long TrialId { get; set; }

    /// <summary>Training step at which it was measured.</summary>
    public required int Step { get; set; }

    /// <summary>Number of the metric.</summary>
    public required long MetricId { get; set; }

    /// <summary>Number of the solver.</summary>
    public required long SolverId { get; set; }

    /// <summary>The asked NFE budget or tolerance.</summary>
    public required double Number { get; set; }

    /// <summary>Steps the solver took.</summary>
    public required int Steps { get; set; }

    /// <summary>Evaluations of the network, counted.</summary>
    public required double Nfe { get; set; }

    /// <summary>The value; null for not-a-number.</summary>
    public double? Value { get; set; }

    /// <summary>The value between two reference sets.</summary>
    public double? Floor { get; set; }

    /// <summary>Time the solver took.</summary>
    public required double Seconds { get; set; }

    /// <summary>Why the value is no number.</summary>
    public string? Remark { get; set; }

    /// <summary>The trial.</summary>
    public TrialEntity? Trial { get; set; }

    /// <summary>The metric.</summary>
    public MetricEntity? Metric { get; set; }

    /// <summary>The solver.</summary>
    public SolverEntity? Solver { get; set; }
}
