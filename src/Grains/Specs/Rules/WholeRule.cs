using System.Globalization;
using FastOde.Contracts.Experiments;

namespace FastOde.Grains.Specs.Rules;

/// <summary>A whole number within bounds.</summary>
/// <param name="Min">The least value.</param>
/// <param name="Max">The largest value, at most 2⁵³ so that a double holds it.</param>
internal sealed record WholeRule(long Min, long Max) : ValueRule
{
    /// <summary>Whether only even numbers are meant.</summary>
    internal bool Even { get; init; }

    internal override string Expected =>
        string.Create(CultureInfo.InvariantCulture, $"{(Even ? "an even" : "a whole")} number from {Min} to {Max}");

    internal override string? Check(ParameterValue value) =>
        value.Number is { } number && double.IsInteger(number) && number >= Min && number <= Max && (!Even || number % 2 == 0)
            ? null
            : Refuse(value);
}
