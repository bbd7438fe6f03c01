using System.Globalization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FastOde.Storage.Sqlite;

/// <summary>A moment kept as UTC text of fixed width with milliseconds, so that the order of texts is that of moments.</summary>
internal sealed class UtcTextColumn() : ValueConverter<DateTimeOffset, string>(
    moment => Write(moment),
    text => DateTimeOffset.ParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal))
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>The text of a moment.</summary>
    public static string Write(DateTimeOffset moment) => moment.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);
}
