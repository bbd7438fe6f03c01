using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Measurements;
using FastOde.Analysis.Trials;

namespace FastOde.Analysis.Verdicts;

/// <summary>One of the two assignments of a verdict.</summary>
/// <param name="Label">The assignment as people read it.</param>
/// <param name="Values">The value of each seed that was evaluated.</param>
public sealed record VerdictSide(string Label, IReadOnlyList<SeedValue> Values)
{
    /// <summary>The values that are finite numbers.</summary>
    public IReadOnlyList<SeedValue> Numbers { get; } = [.. Values.Where(value => double.IsFinite(value.Value))];

    /// <summary>Reads one cell of one assignment.</summary>
    /// <param name="groups">The assignments.</param>
    /// <param name="steps">What of their trials is compared.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="cell">Solver and number.</param>
    /// <param name="index">Position of the assignment among the groups.</param>
    public static VerdictSide Of<TTrial>(TrialGroups<TTrial> groups, EqualSteps steps, string metric, EvaluationCell cell, int index)
        where TTrial : class, ITrialResult
    {
        ArgumentNullException.ThrowIfNull(groups);
        return Of(groups, index, steps.Rows.Where(row =>
            row.Metric == metric && row.Solver == cell.Solver && row.Number == cell.Number && groups.IndexOf(row.TrialId) == index));
    }

    /// <summary>The side of one assignment.</summary>
    /// <param name="groups">The assignments.</param>
    /// <param name="index">Position of the assignment among the groups.</param>
    /// <param name="rows">Its rows of one cell.</param>
    public static VerdictSide Of<TTrial>(TrialGroups<TTrial> groups, int index, IEnumerable<IMeasurement> rows)
        where TTrial : class, ITrialResult
    {
        ArgumentNullException.ThrowIfNull(groups);
        return new(groups.Labels[index], [.. rows.Select(row => new SeedValue(groups.Find(row.TrialId)!.Seed, row.Value))]);
    }
}
