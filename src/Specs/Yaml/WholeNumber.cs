using System.Globalization;
using System.Text.RegularExpressions;

namespace FastOde.Specs.Yaml;

/// <summary>Reads whole numbers exactly, in every form that JSON and YAML have for them: <c>1000</c>, <c>+1000</c>, <c>1000.0</c> and <c>1e3</c>.</summary>
internal static partial class WholeNumber
{
    /// <summary>No number beyond is told from its neighbours by a double, which is what values of a trial are.</summary>
    internal const long Largest = 1L << 53;

    private const int MostDigits = 16;

    /// <summary>The number; null where the text is none, is not whole, or is beyond <see cref="Largest"/>.</summary>
    internal static long? Read(string text)
    {
        if (text.Length < MostDigits && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var plain))
            return plain;
        if (Form().Match(text) is not { Success: true } match)
            return null;
        var fraction = match.Groups["fraction"].Value;
        var digits = (match.Groups["whole"].Value + fraction).TrimStart('0');
        if (digits.Length == 0)
            return 0;
        var significant = digits.TrimEnd('0');
        if (Exponent(match.Groups["exponent"].Value) is not { } exponent)
            return null;
        var zeros = exponent - fraction.Length + (digits.Length - significant.Length);
        if (zeros < 0 || significant.Length + zeros > MostDigits)
            return null;
        var number = long.Parse(significant + new string('0', (int)zeros), NumberStyles.None, CultureInfo.InvariantCulture);
        return number > Largest ? null : match.Groups["sign"].Value == "-" ? -number : number;
    }

    /// <summary>The exponent; null where it is so large that only zero would be whole and within bounds.</summary>
    private static long? Exponent(string text) =>
        text.Length == 0 ? 0 : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent) ? exponent : null;

    [GeneratedRegex(@"^(?<sign>[-+]?)(?=\.?[0-9])(?<whole>[0-9]*)(\.(?<fraction>[0-9]*))?([eE](?<exponent>[-+]?[0-9]+))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
