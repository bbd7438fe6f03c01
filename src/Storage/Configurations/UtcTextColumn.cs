using System.Globalization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FastOde.Storage.Configurations;

/// <summary>A moment kept as UTC text of fixed width with milliseconds, so that the order of texts is that of moments.</summary>
internal sealed class UtcTextColumn() : ValueConverter<DateTimeOffset, string>(
    moment => moment.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture),
    text => DateTimeOffset.ParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal))
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
}
