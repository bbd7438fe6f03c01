using System.Globalization;
using FastOde.Specs.Yaml;

namespace FastOde.Specs.Rules;

/// <summary>A whole number within bounds.</summary>
internal sealed record WholeRule : ValueRule
{
    /// <summary>The numbers from one to another.</summary>
    /// <param name="min">The least value.</param>
    /// <param name="max">The largest value, at most <see cref="WholeNumber.Largest"/>.</param>
    internal WholeRule(long min, long max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(min, -WholeNumber.Largest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, WholeNumber.Largest);
        (Min, Max) = (min, max);
    }

    /// <summary>The least value.</summary>
    internal long Min { get; }

    /// <summary>The largest value.</summary>
    internal long Max { get; }

    /// <summary>Whether only even numbers are meant.</summary>
    internal bool Even { get; init; }

    internal override string Expected =>
        string.Create(CultureInfo.InvariantCulture, $"{(Even ? "an even" : "a whole")} number from {Min} to {Max}");

    internal override string? Check(ParameterValue value) =>
        value.Number is { } number && double.IsInteger(number) && number >= Min && number <= Max && (!Even || number % 2 == 0)
            ? null
            : Refuse(value);

    internal override ParameterValue? Interpret(ScalarNode scalar) => scalar.WholeValue;
}
