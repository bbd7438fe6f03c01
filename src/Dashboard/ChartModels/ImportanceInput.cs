using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Measurements;
using FastOde.Analysis.Metrics;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Search.Importance;
using FastOde.Specs;

namespace FastOde.Dashboard.ChartModels;

/// <summary>What the importance of parameters is computed from: the searched keys of each trial, and its value in one cell.</summary>
/// <param name="Columns">The parameters.</param>
/// <param name="Values">The value of each trial.</param>
public sealed record ImportanceInput(IReadOnlyList<ParameterColumn> Columns, IReadOnlyList<double> Values)
{
    private const double WorthwhileGrowth = 1.05;

    /// <summary>Whether it says enough that another did not: it has a twentieth more trials, or is of other numbers and not of a few more.</summary>
    /// <param name="other">What was computed last.</param>
    public bool IsWorth(ImportanceInput other) => Values.Count <= other.Values.Count || Values.Count >= WorthwhileGrowth * other.Values.Count;

    /// <summary>The input at one cell of a comparison.</summary>
    /// <param name="space">The search.</param>
    /// <param name="groups">The trials.</param>
    /// <param name="steps">What of theirs is compared.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="cell">Where it is read.</param>
    public static ImportanceInput Of(IReadOnlyList<SearchDimension> space, TrialGroups<TrialSummary> groups, EqualSteps steps, string metric, EvaluationCell cell)
    {
        var rows = steps.Rows
            .Where(row => row.Metric == metric && row.Solver == cell.Solver && row.Number == cell.Number && groups.Find(row.TrialId) is not null)
            .Where(row => !MetricName.IsZeroByConstruction(metric, row.Steps))
            .ToList();
        return new(ParameterColumns.Of(space, [.. rows.Select(row => groups.Find(row.TrialId)!.Parameters)]), [.. rows.Select(row => row.Value)]);
    }

    /// <summary>Whether another input says the same.</summary>
    /// <param name="other">The other.</param>
    public bool IsSame(ImportanceInput? other) => other is not null
        && Values.SequenceEqual(other.Values)
        && Columns.Count == other.Columns.Count
        && Columns.Zip(other.Columns).All(pair => pair.First.Key == pair.Second.Key && pair.First.Values.SequenceEqual(pair.Second.Values));
}
