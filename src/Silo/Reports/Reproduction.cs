using System.Globalization;
using FastOde.Contracts.Results;

namespace FastOde.Silo.Reports;

/// <summary>A trial beside another run of the same spec and seed: whether they came to the same, and what else differed.</summary>
internal sealed record Reproduction
{
    /// <summary>The two trials' ids.</summary>
    public required (string Original, string Again) Trials { get; init; }

    /// <summary>Their final weights; null where a trial has none.</summary>
    public required (string? Original, string? Again) Weights { get; init; }

    /// <summary>Cells of their evaluation tables that both have, and how many of these hold the same number to the last bit.</summary>
    public required (int All, int Equal) Cells { get; init; }

    /// <summary>The largest difference of a cell, relative to the larger value; 0 where all are equal.</summary>
    public required double LargestDifference { get; init; }

    /// <summary>What differed of their environments, a line each.</summary>
    public required IReadOnlyList<string> Environment { get; init; }

    /// <summary>Whether weights and every cell are the same to the last bit.</summary>
    public bool IsIdentical => Weights.Original is not null && Weights.Original == Weights.Again && Cells.All == Cells.Equal;

    /// <summary>What there is to say, a line each.</summary>
    public IEnumerable<string> Lines
    {
        get
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{Trials.Again} against {Trials.Original}: weights {(Weights.Original == Weights.Again ? "identical" : "differ")}, {Cells.Equal} of {Cells.All} evaluation cells identical");
            if (Cells.Equal < Cells.All)
                yield return string.Create(CultureInfo.InvariantCulture, $"largest relative difference of a cell: {LargestDifference:G3}");
            foreach (var difference in Environment)
                yield return difference;
            if (Environment.Count == 0)
                yield return IsIdentical ? "same program, libraries, processor, threads and data" : "program, libraries, processor, threads and data are the same: this should not be; please report it";
        }
    }

    /// <summary>Compares two trials.</summary>
    /// <param name="original">The first.</param>
    /// <param name="again">The other.</param>
    /// <param name="rows">Evaluation rows of both.</param>
    public static Reproduction Of(TrialDetail original, TrialDetail again, IEnumerable<EvaluationRecord> rows)
    {
        var values = rows.ToLookup(row => row.TrialId);
        var others = values[again.Summary.Id].ToDictionary(Cell, row => row.Value);
        var pairs = values[original.Summary.Id].Where(row => others.ContainsKey(Cell(row))).Select(row => (row.Value, Other: others[Cell(row)])).ToList();
        var differing = pairs.FindAll(pair => !pair.Value.Equals(pair.Other));
        return new()
        {
            Trials = (original.Summary.Id, again.Summary.Id),
            Weights = (original.Summary.WeightsSha256, again.Summary.WeightsSha256),
            Cells = (pairs.Count, pairs.Count - differing.Count),
            LargestDifference = differing.Select(pair => Math.Abs(pair.Value - pair.Other) / Math.Max(Math.Abs(pair.Value), Math.Abs(pair.Other))).DefaultIfEmpty(0).Max(),
            Environment = (original.Attempts, again.Attempts) switch
            {
                ([.., { Environment: { } before }], [.., { Environment: { } now }]) => [.. before.Differences(now)],
                _ => ["an older version trained the original, and did not record with what"],
            },
        };
    }

    private static (int Step, string Metric, string Solver, double Number) Cell(EvaluationRecord row) => (row.Step, row.Metric, row.Solver, row.Number);
}
