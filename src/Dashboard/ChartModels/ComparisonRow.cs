namespace FastOde.Dashboard.ChartModels;

/// <summary>One assignment in a comparison.</summary>
public sealed record ComparisonRow
{
    /// <summary>The assignment.</summary>
    public required string Label { get; init; }

    /// <summary>Its position in the palette.</summary>
    public required int ColorIndex { get; init; }

    /// <summary>Trials that have been evaluated, of how many.</summary>
    public required (int Evaluated, int All) Seeds { get; init; }

    /// <summary>Training steps its trials were evaluated at; more than one while they run.</summary>
    public required IReadOnlyList<int> Steps { get; init; }

    /// <summary>Curvature at the solver's largest NFE; null where it was not measured.</summary>
    public required CellReading? Curvature { get; init; }

    /// <summary>The metric for each number of the table; null where it was not measured.</summary>
    public required IReadOnlyList<CellReading?> Cells { get; init; }

    /// <summary>The least measured NFE whose mean is within 10 % of the row's best; null without values.</summary>
    public required double? NfeNearBest { get; init; }
}
