using FastOde.Search.Samplers;

namespace FastOde.Search.Pruners;

/// <summary>A trial as far as pruners look at it: stored rows, and nothing else.</summary>
public sealed record ReportedTrial
{
    /// <summary>Counted from 1 in its experiment.</summary>
    public required int Number { get; init; }

    /// <summary>Place of its assignment among those suggested, from 0; seeds of one assignment share it.</summary>
    public required int Assignment { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>How it stands. One that is <see cref="TrialOutcome.Pruned"/> may be promoted later.</summary>
    public TrialOutcome Outcome { get; init; } = TrialOutcome.Unfinished;

    /// <summary>What it reported, by step, each step once.</summary>
    public IReadOnlyList<TrialReport> Reports { get; init; } = [];

    /// <summary>The newest report; null where there is none.</summary>
    public TrialReport? Last => Reports.Count == 0 ? null : Reports[^1];

    /// <summary>The first report at a step or after it; null where it has not come so far. Takes O(log reports).</summary>
    /// <param name="step">The step.</param>
    public TrialReport? From(int step) => Place(step) is var place && place < Reports.Count ? Reports[place] : null;

    /// <summary>The report of exactly a step; null where there is none. Takes O(log reports).</summary>
    /// <param name="step">The step.</param>
    public TrialReport? At(int step) => From(step) is { } report && report.Step == step ? report : null;

    /// <summary>Whether the newest report is the first at a step or after it. Takes O(1).</summary>
    /// <param name="step">The step.</param>
    public bool JustReached(int step) => Last?.Step >= step && (Reports.Count == 1 || Reports[^2].Step < step);

    /// <summary>The trial with one more report, or with another value for a step that is reported again. Takes O(reports).</summary>
    /// <param name="report">The report.</param>
    public ReportedTrial With(TrialReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var place = Place(report.Step);
        var rest = place < Reports.Count && Reports[place].Step == report.Step ? place + 1 : place;
        return this with { Reports = [.. Reports.Take(place), report, .. Reports.Skip(rest)] };
    }

    private int Place(int step)
    {
        var (low, high) = (0, Reports.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Reports[middle].Step < step)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
