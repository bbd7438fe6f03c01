using FastOde.Analysis.Measurements;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;

namespace FastOde.Dashboard.ChartModels;

/// <summary>One marked line for each assignment that was measured.</summary>
internal static class GroupSeries
{
    /// <summary>The lines in the order of the labels; an assignment without measurements has none.</summary>
    /// <param name="groups">The trials and their colours.</param>
    /// <param name="measured">What was measured.</param>
    /// <param name="trialId">The trial of a measurement.</param>
    /// <param name="points">The points of one assignment's measurements.</param>
    public static IReadOnlyList<ChartSeries> Of<T>(
        TrialGroups<TrialSummary> groups, IEnumerable<T> measured, Func<T, string> trialId, Func<IReadOnlyList<T>, IEnumerable<ChartPoint>> points)
    {
        var byGroup = measured.ToLookup(item => groups.IndexOf(trialId(item)));
        return [.. groups.Labels
            .Select((label, index) => (Label: label, Index: index, Measured: (IReadOnlyList<T>)[.. byGroup[index]]))
            .Where(group => group.Measured.Count > 0)
            .Select(group => new ChartSeries
            {
                Id = group.Label,
                Name = group.Label,
                ColorIndex = group.Index,
                Marked = true,
                Points = [.. points(group.Measured)],
            })];
    }

    /// <summary>What a chart of one metric leaves out, and why.</summary>
    /// <param name="groups">The trials.</param>
    /// <param name="rows">Their rows of the metric.</param>
    public static IReadOnlyList<string> Notes(TrialGroups<TrialSummary> groups, IEnumerable<IMeasurement> rows) => CellNotes.Of(
        rows.GroupBy(row => (Group: groups.IndexOf(row.TrialId), row.Solver, row.Number))
            .Where(cell => cell.Key.Group >= 0)
            .Select(cell => (groups.Labels[cell.Key.Group], CellReading.Of(cell))));
}
