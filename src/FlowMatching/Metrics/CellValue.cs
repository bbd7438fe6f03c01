namespace FastOde.FlowMatching.Metrics;

/// <summary>What one metric says of one cell.</summary>
/// <param name="Value">The value; NaN or infinite where there is no number.</param>
/// <param name="Remark">Why there is no number; null where there is one.</param>
public readonly record struct CellValue(double Value, string? Remark = null)
{
    /// <summary>A value as it was computed; where that is no number, the metric is said to have none.</summary>
    public static implicit operator CellValue(double value) =>
        new(value, double.IsFinite(value) ? null : "the metric came out as no finite number");

    /// <summary>A cell without a number.</summary>
    public static CellValue Missing(string remark) => new(double.NaN, remark);

    /// <summary>The cell of a solver whose samples nothing can be measured on.</summary>
    public static CellValue Unmeasurable(GeneratedSamples samples) =>
        Missing(samples.Remark ?? "the generated points are not all finite");
}
