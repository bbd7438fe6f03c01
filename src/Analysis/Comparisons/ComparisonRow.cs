using FastOde.Analysis.Measurements;
using FastOde.Analysis.Statistics;

namespace FastOde.Analysis.Comparisons;

/// <summary>One assignment in a comparison, taken over its seeds.</summary>
public sealed record ComparisonRow
{
    /// <summary>The assignment as people read it.</summary>
    public required string Label { get; init; }

    /// <summary>Its position among the groups, and so in the palette.</summary>
    public required int Index { get; init; }

    /// <summary>Trials that are counted, of how many.</summary>
    public required (int Counted, int All) Seeds { get; init; }

    /// <summary>Curvature at the finest number where the solver has it; null where it was not measured.</summary>
    public required CellReading? Curvature { get; init; }

    /// <summary>The metric for each column; null where it was not measured.</summary>
    public required IReadOnlyList<CellReading?> Cells { get; init; }

    /// <summary>The least measured NFE whose mean is within 10 % of the row's best; null without values.</summary>
    public required double? NfeNearBest { get; init; }

    /// <summary>What the experiment optimises; null where it only compares, and without values.</summary>
    public required Spread? Objective { get; init; }

    /// <summary>Training rate in iterations a second; null where no trial has one.</summary>
    public required Spread? IterationsPerSecond { get; init; }

    /// <summary>Evaluations of networks that training has spent, a teacher's among them; null where no trial says.</summary>
    public required Spread? NetworkEvaluations { get; init; }
}
