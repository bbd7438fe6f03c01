using FastOde.Analysis.Metrics;

namespace FastOde.Analysis.Measurements;

/// <summary>What stands in a cell instead of a number, and the lines below a table or chart that say why.</summary>
public static class CellNotes
{
    /// <summary>In place of a value that is 0 by construction.</summary>
    public const string ByConstruction = "–*";

    /// <summary>In place of a value where no trial has one.</summary>
    public const string Failed = "failed";

    /// <summary>The reason where a database of an older version kept none.</summary>
    public const string ReasonUnknown = "the reason was not stored";

    /// <summary>What the star means.</summary>
    public const string ByConstructionNote = "* 0 by construction: a trajectory of one step is a straight line. It counts for nothing that is best.";

    private const int MostReasons = 5;
    private const int MostPlaces = 3;

    /// <summary>What stands for a reading that is no number; null where it is one.</summary>
    /// <param name="reading">The reading.</param>
    public static string? InPlaceOf(CellReading reading) =>
        reading.IsZeroByConstruction ? ByConstruction : reading.Spread is null ? Failed : null;

    /// <summary>How many of the trials a mean is over, such as <c>1 of 2</c>; null where it is over all.</summary>
    /// <param name="reading">The reading.</param>
    public static string? Share(CellReading reading) =>
        reading is { Spread: { } spread, Failed: > 0 } ? $"{spread.Count} of {reading.Count}" : null;

    /// <summary>The lines: each reason once, with the cells that it is the reason of.</summary>
    /// <param name="readings">The readings of a table or chart, and whose each is.</param>
    public static IReadOnlyList<string> Of(IEnumerable<(string Owner, CellReading? Reading)> readings)
    {
        var shown = readings.Where(pair => pair.Reading is not null).ToList();
        List<string> notes = shown.Exists(pair => pair.Reading!.IsZeroByConstruction) ? [ByConstructionNote] : [];
        var reasons = shown
            .SelectMany(pair => pair.Reading!.Remarks.Select(remark => (Remark: remark, Place: Place(pair.Owner, pair.Reading))))
            .GroupBy(pair => pair.Remark, pair => pair.Place)
            .ToList();
        notes.AddRange(reasons.Take(MostReasons).Select(reason => $"No number for {List([.. reason.Distinct()])}: {reason.Key.TrimEnd('.')}."));
        if (reasons.Count > MostReasons)
            notes.Add($"{reasons.Count - MostReasons} more reasons: see the pages of the trials.");

        return notes;
    }

    private static string Place(string owner, CellReading reading)
    {
        var cell = reading.Cell.Solver.Length == 0 ? "" : $" at {reading.Cell}";
        var trials = CellNotes.Share(reading) is null ? "" : $" ({reading.Failed} of {reading.Count} seeds)";
        return $"{(owner.Length == 0 ? "" : owner + ", ")}{MetricName.InSentence(reading.Metric)}{cell}{trials}";
    }

    private static string List(IReadOnlyList<string> places) => places.Count <= MostPlaces
        ? string.Join("; ", places)
        : $"{string.Join("; ", places.Take(MostPlaces))} and {places.Count - MostPlaces} more";
}
