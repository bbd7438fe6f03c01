using FastOde.Analysis.Measurements;
using FastOde.Analysis.Verdicts;
using FastOde.Contracts.Results;

namespace FastOde.Dashboard.Tables;

/// <summary>An assignment as a row of a table, taken over its seeds.</summary>
/// <param name="Index">Its position among the groups, and so in the palette.</param>
/// <param name="Label">The assignment as people read it.</param>
/// <param name="Trials">Those of its trials that the filter lets through, by number.</param>
/// <param name="Completed">How many of them have completed; numbers are taken over these alone, because others stand at other steps.</param>
/// <param name="Objective">The objective, and its mark.</param>
/// <param name="Cells">The cells that are shown, by column, and their marks.</param>
public sealed record AssignmentRow(
    int Index,
    string Label,
    IReadOnlyList<TrialSummary> Trials,
    int Completed,
    (CellReading? Reading, Mark Mark) Objective,
    IReadOnlyDictionary<string, (CellReading? Reading, Mark Mark)> Cells);
