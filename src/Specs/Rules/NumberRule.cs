using System.Globalization;

namespace FastOde.Specs.Rules;

/// <summary>A number within bounds.</summary>
/// <param name="Min">The lower bound.</param>
/// <param name="Max">The upper bound; infinity for none.</param>
internal sealed record NumberRule(double Min, double Max) : ValueRule
{
    /// <summary>Whether the lower bound itself is excluded.</summary>
    internal bool AboveMin { get; init; }

    /// <summary>Whether the upper bound itself is excluded.</summary>
    internal bool BelowMax { get; init; }

    internal override string Expected
    {
        get
        {
            var lower = string.Create(CultureInfo.InvariantCulture, $"a number {(AboveMin ? "above" : "from")} {Min}");
            var upper = string.Create(CultureInfo.InvariantCulture, $"{(BelowMax ? "below" : "at most")} {Max}");
            return (AboveMin, BelowMax, double.IsPositiveInfinity(Max)) switch
            {
                (true, _, true) => lower,
                (false, _, true) => $"{lower} up",
                (false, false, _) => string.Create(CultureInfo.InvariantCulture, $"{lower} to {Max}"),
                _ => $"{lower}, {upper}",
            };
        }
    }

    internal override string? Check(ParameterValue value) => value.Number is { } number && Contains(number) ? null : Refuse(value);

    private bool Contains(double number) =>
        (AboveMin ? number > Min : number >= Min) && (BelowMax ? number < Max : number <= Max);
}
