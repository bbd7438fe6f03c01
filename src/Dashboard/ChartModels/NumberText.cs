using System.Globalization;
using FastOde.Analysis.Statistics;

namespace FastOde.Dashboard.ChartModels;

/// <summary>Numbers as the pages write them.</summary>
public static class NumberText
{
    /// <summary>A number with a few significant digits, such as <c>0.145</c>, <c>12.3</c> or <c>1.2e-5</c>.</summary>
    /// <param name="value">Any number.</param>
    /// <param name="digits">Significant digits.</param>
    public static string Brief(double value, int digits = 3) => BriefNumber.Of(value, digits);

    /// <summary>A number or a dash where there is none.</summary>
    /// <param name="value">A number, or null.</param>
    /// <param name="digits">Significant digits.</param>
    public static string BriefOrDash(double? value, int digits = 3) => value is { } number ? Brief(number, digits) : "–";

    /// <summary>What a solver is asked for, as a heading: a budget as it is, a tolerance in exponent form, a dash where no solver was asked.</summary>
    /// <param name="number">NFE budget or tolerance; 0 for the value of a function.</param>
    public static string Heading(double number) => number switch
    {
        >= 1 => Brief(number, 1),
        > 0 => $"tol {Brief(number, 1)}",
        _ => "–",
    };

    /// <summary>A measured NFE: whole where it is, otherwise with one decimal, as the mean of an adaptive solver is.</summary>
    /// <param name="nfe">Zero or more.</param>
    public static string Nfe(double nfe) => nfe.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>A whole number with its thousands apart, such as <c>10,000</c>.</summary>
    /// <param name="value">Any whole number.</param>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Many of something, or a rate: below a million with thousands apart where it is a thousand or more, such as <c>128,000</c>, <c>12.3</c> or <c>2.4e7</c>.</summary>
    /// <param name="value">Zero or more.</param>
    public static string Quantity(double value) => value is >= 1e3 and < 1e6 ? Count((long)value) : Brief(value);

    /// <summary>A size in bytes, KiB, MiB or GiB.</summary>
    /// <param name="bytes">Bytes.</param>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:F1} KiB"),
        < 1024 * 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024.0:F1} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024.0 / 1024.0:F1} GiB"),
    };

    /// <summary>A part of a whole in whole percent, such as <c>37 %</c>; a dash where it is not known.</summary>
    /// <param name="part">From 0 to 1, or null.</param>
    public static string Percent(double? part) => part?.ToString("P0", CultureInfo.InvariantCulture) ?? "–";

    /// <summary>A short time in seconds, milliseconds or microseconds, such as <c>12.3 ms</c>.</summary>
    /// <param name="seconds">Zero or more.</param>
    public static string Seconds(double seconds) => seconds switch
    {
        >= 1 or 0 => $"{Brief(seconds)} s",
        >= 1e-3 => $"{Brief(seconds * 1e3)} ms",
        _ => $"{Brief(seconds * 1e6)} µs",
    };

    /// <summary>A span of time in its two largest units, such as <c>1 h 5 min</c>, <c>10 min</c> or <c>42 s</c>.</summary>
    /// <param name="span">Zero or longer.</param>
    public static string Duration(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:F0} s"),
        { TotalHours: < 1 } => Units((int)span.TotalMinutes, "min", span.Seconds, "s"),
        { TotalDays: < 1 } => Units((int)span.TotalHours, "h", span.Minutes, "min"),
        _ => Units((int)span.TotalDays, "d", span.Hours, "h"),
    };

    private static string Units(int large, string largeUnit, int small, string smallUnit) => string.Create(
        CultureInfo.InvariantCulture, $"{large} {largeUnit}{(small == 0 ? "" : $" {small} {smallUnit}")}");
}
