using System.Globalization;

namespace FastOde.FlowMatching.Files;

/// <summary>Sizes as people write them.</summary>
public static class ByteSize
{
    /// <summary>What a size looks like.</summary>
    public const string Form = "a number of bytes, or one with K, M or G such as 4G";

    private const string Units = "KMG";

    /// <summary>Reads a size; a unit is 1024 of the one before.</summary>
    /// <param name="text">Digits, and a unit where there is one.</param>
    /// <returns>Bytes, at least 0; null where it is something else.</returns>
    public static long? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var unit = Units.IndexOf(char.ToUpperInvariant(text[^1]), StringComparison.Ordinal);
        var digits = unit < 0 ? text : text[..^1];
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= long.MaxValue >> (10 * (unit + 1))
            ? number << (10 * (unit + 1))
            : null;
    }
}
