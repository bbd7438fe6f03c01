namespace FastOde.Dashboard.ChartModels;

/// <summary>How vertical axes are divided.</summary>
public static class ScaleChoice
{
    /// <summary>Logarithmic where values span more than a decade.</summary>
    public const string Automatic = "automatic";

    /// <summary>Always logarithmic.</summary>
    public const string Logarithmic = "logarithmic";

    /// <summary>Always linear.</summary>
    public const string Linear = "linear";

    private const double WidestLinearRatio = 10;

    /// <summary>Every choice, the default first.</summary>
    public static IReadOnlyList<string> All { get; } = [Automatic, Logarithmic, Linear];

    /// <summary>Whether an axis for some values is logarithmic.</summary>
    /// <param name="choice">One of <see cref="All"/>; anything else is automatic.</param>
    /// <param name="values">The values.</param>
    public static bool IsLog(string? choice, IEnumerable<double> values)
    {
        if (choice is Logarithmic or Linear)
            return choice == Logarithmic;

        var (least, greatest) = (double.PositiveInfinity, 0.0);
        foreach (var value in values.Where(double.IsFinite))
            (least, greatest) = (Math.Min(least, value), Math.Max(greatest, value));

        return least > 0 && greatest > WidestLinearRatio * least;
    }
}
