using System.Globalization;

namespace FastOde.Specs.Yaml;

/// <summary>A single value.</summary>
/// <param name="Line">The line on which it starts.</param>
/// <param name="Text">The text without quotes.</param>
/// <param name="IsPlain">Whether it stands without quotes, so that it may mean a number, a flag or nothing.</param>
internal sealed record ScalarNode(int Line, string Text, bool IsPlain) : SpecNode(Line)
{
    private const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    internal bool IsEmpty => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";

    internal override string Description => IsEmpty ? "nothing" : $"'{Text}'";

    /// <summary>The value as the spec means it; null where there is none.</summary>
    internal ParameterValue? Value
    {
        get
        {
            if (IsEmpty)
                return null;
            if (!IsPlain)
                return ParameterValue.Of(Text);
            if (Text is "true" or "True" or "TRUE" or "false" or "False" or "FALSE")
                return ParameterValue.Of(Text[0] is 't' or 'T');
            return double.TryParse(Text, Decimal, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                ? ParameterValue.Of(number)
                : ParameterValue.Of(Text);
        }
    }

    /// <summary>
    /// The value where a whole number is meant, read digit by digit: what rounding to a double would make whole, or bring
    /// within bounds, stays the text that it is.
    /// </summary>
    internal ParameterValue? WholeValue => Value is { Number: not null }
        ? WholeNumber.Read(Text) is { } whole ? ParameterValue.Of(whole) : ParameterValue.Of(Text)
        : Value;
}
