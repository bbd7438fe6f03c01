using System.Globalization;

namespace FastOde.Analysis.Statistics;

/// <summary>Numbers as sentences, pages and the terminal write them.</summary>
public static class BriefNumber
{
    /// <summary>A number with a few significant digits, such as <c>0.145</c>, <c>12.3</c> or <c>1.2e-5</c>.</summary>
    /// <param name="value">Any number.</param>
    /// <param name="digits">Significant digits.</param>
    public static string Of(double value, int digits = 3)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞";

        var size = Math.Abs(value);
        if (size == 0)
            return "0";

        if (size is < 1e-3 or >= 1e6)
            return value.ToString("0." + new string('#', digits - 1) + "e0", CultureInfo.InvariantCulture);

        var whole = size < 1 ? 0 : (int)Math.Floor(Math.Log10(size)) + 1;
        var leadingZeros = size >= 0.1 ? 0 : -(int)Math.Floor(Math.Log10(size)) - 1;
        return value.ToString("F" + Math.Max(0, digits - whole + leadingZeros), CultureInfo.InvariantCulture);
    }
}
