using OxyPlot.Axes;

namespace FastOde.Silo.Figures;

/// <summary>A linear axis with numbers where they were measured, or evenly divided.</summary>
/// <param name="measured">Places that carry numbers; empty for an even division.</param>
internal sealed class TickedLinearAxis(IReadOnlyList<double> measured) : LinearAxis
{
    /// <inheritdoc/>
    public override void GetTickValues(
        out IList<double> majorLabelValues, out IList<double> majorTickValues, out IList<double> minorTickValues)
    {
        base.GetTickValues(out majorLabelValues, out majorTickValues, out minorTickValues);
        if (measured.Count == 0)
            return;
        majorTickValues = [.. measured];
        majorLabelValues = majorTickValues;
        minorTickValues = [];
    }
}
