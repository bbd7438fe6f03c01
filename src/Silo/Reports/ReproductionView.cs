using FastOde.Silo.Views;

namespace FastOde.Silo.Reports;

/// <summary>A trial beside another run of the same spec and seed.</summary>
/// <param name="Original">The trial.</param>
/// <param name="Again">The trial that ran it again.</param>
/// <param name="IsIdentical">Whether weights and every cell are the same to the last bit.</param>
/// <param name="HasEqualWeights">Whether the weights are.</param>
/// <param name="Cells">Cells of their evaluation tables that both have.</param>
/// <param name="EqualCells">How many of these hold the same number to the last bit.</param>
/// <param name="LargestDifference">The largest difference of a cell, relative to the larger value.</param>
/// <param name="Environment">What differed of what they were trained with, a line each.</param>
internal sealed record ReproductionView(
    string Original, string Again, bool IsIdentical, bool HasEqualWeights, int Cells, int EqualCells, double? LargestDifference, IReadOnlyList<string> Environment)
{
    /// <summary>Shows a comparison.</summary>
    /// <param name="reproduction">The comparison.</param>
    public static ReproductionView Of(Reproduction reproduction) => new(
        reproduction.Trials.Original,
        reproduction.Trials.Again,
        reproduction.IsIdentical,
        reproduction.Weights.Original is not null && reproduction.Weights.Original == reproduction.Weights.Again,
        reproduction.Cells.All,
        reproduction.Cells.Equal,
        ViewJson.Finite(reproduction.LargestDifference),
        reproduction.Environment);
}
