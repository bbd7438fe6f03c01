using OxyPlot.Axes;

namespace FastOde.Silo.Figures;

/// <summary>A logarithmic axis with numbers where they were measured, or at 1, 2 and 5 of each decade.</summary>
/// <param name="measured">Places that carry numbers; empty for the decades.</param>
internal sealed class TickedLogarithmicAxis(IReadOnlyList<double> measured) : LogarithmicAxis
{
    /// <inheritdoc/>
    public override void GetTickValues(
        out IList<double> majorLabelValues, out IList<double> majorTickValues, out IList<double> minorTickValues)
    {
        majorTickValues = [.. measured.Count > 0 ? measured : AxisTicks.OfDecades(ActualMinimum, ActualMaximum)];
        majorLabelValues = majorTickValues;
        minorTickValues = measured.Count > 0 ? [] : [.. AxisTicks.BetweenDecades(ActualMinimum, ActualMaximum)];
    }
}
