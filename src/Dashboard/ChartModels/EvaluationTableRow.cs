using FastOde.Analysis.Measurements;

namespace FastOde.Dashboard.ChartModels;

/// <summary>What one solver reached at one number.</summary>
public sealed record EvaluationTableRow
{
    /// <summary>The solver.</summary>
    public required string Solver { get; init; }

    /// <summary>NFE budget or tolerance asked for.</summary>
    public required double Number { get; init; }

    /// <summary>Steps taken.</summary>
    public required int Steps { get; init; }

    /// <summary>Evaluations of the network, measured.</summary>
    public required double Nfe { get; init; }

    /// <summary>Time for all samples.</summary>
    public required double Seconds { get; init; }

    /// <summary>Whether all of it is stored, and nothing was only measured when somebody asked.</summary>
    public required bool IsStored { get; init; }

    /// <summary>A reading for each metric of the table; null where it was not measured.</summary>
    public required IReadOnlyList<CellReading?> Readings { get; init; }

    /// <summary>The floor of each metric; null where it has none.</summary>
    public required IReadOnlyList<double?> Floors { get; init; }
}
