using System.Globalization;

namespace FastOde.Silo.Reports;

/// <summary>Moments in words.</summary>
internal static class MomentText
{
    /// <summary>A moment in UTC, to the second.</summary>
    public static string Of(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
