using System.Globalization;

namespace FastOde.Silo.Output;

/// <summary>Counts and sizes as lines say them.</summary>
internal static class Amount
{
    private const double BytesOfMegabyte = 1e6;

    /// <summary>Some things, such as <c>1 file</c> or <c>12 files</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="what">One of them.</param>
    public static string Of(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    /// <summary>A size, such as <c>1.5 MB</c>.</summary>
    public static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / BytesOfMegabyte:0.0} MB");
}
