using System.Globalization;
using FastOde.Specs.Words;

namespace FastOde.Specs.Constraints;

/// <summary>
/// Reads a demand by recursive descent: comparison = sum sign sum; sum = product { (+ | -) product }; product = factor { (* | /)
/// factor }; factor = - factor | atom [ ^ factor ]; atom = number | key | ( sum ).
/// </summary>
internal sealed class ConstraintParser
{
    private const int Deepest = 100;

    private readonly string text;
    private readonly IReadOnlyList<SearchDimension> space;
    private readonly IReadOnlyList<ConstraintToken> tokens;
    private readonly HashSet<string> keys = [];
    private int next;
    private int depth;

    /// <summary>The parser of a text over a space.</summary>
    internal ConstraintParser(string text, IReadOnlyList<SearchDimension> space)
    {
        (this.text, this.space) = (text, space);
        tokens = ConstraintTokens.Of(text, [.. space.Select(dimension => dimension.Key)]);
    }

    /// <summary>The demand.</summary>
    /// <exception cref="FormatException">The text is none.</exception>
    internal SearchConstraint Parse()
    {
        var left = Sum();
        var sign = Take();
        Func<double, double, bool> holds = sign.Text switch
        {
            "<" => (a, b) => a < b,
            "<=" => (a, b) => a <= b,
            ">" => (a, b) => a > b,
            ">=" => (a, b) => a >= b,
            "==" => (a, b) => a == b,
            "!=" => (a, b) => a != b,
            _ => throw Unexpected(sign, "a comparison: <, <=, >, >=, == or !="),
        };
        var right = Sum();
        if (Take() is { Kind: not ConstraintTokenKind.End } rest)
            throw Unexpected(rest, "the end; write each demand as an item of its own");
        return keys.Count == 0
            ? throw new FormatException("It names no key of search.space, so it is always true or never.")
            : new SearchConstraint(text, keys, value => holds(left(value), right(value)));
    }

    private Func<Func<string, double>, double> Sum()
    {
        if (++depth > Deepest)
            throw new FormatException($"It is nested more than {Deepest} deep.");
        var sum = Product();
        while (tokens[next] is { Text: "+" or "-" } sign)
        {
            next++;
            var (left, right) = (sum, Product());
            sum = sign.Text == "+" ? value => left(value) + right(value) : value => left(value) - right(value);
        }

        depth--;
        return sum;
    }

    private Func<Func<string, double>, double> Product()
    {
        var product = Factor();
        while (tokens[next] is { Text: "*" or "/" } sign)
        {
            next++;
            var (left, right) = (product, Factor());
            product = sign.Text == "*" ? value => left(value) * right(value) : value => left(value) / right(value);
        }

        return product;
    }

    private Func<Func<string, double>, double> Factor()
    {
        if (++depth > Deepest)
            throw new FormatException($"It is nested more than {Deepest} deep.");
        Func<Func<string, double>, double> factor;
        if (tokens[next].Text == "-")
        {
            next++;
            var negated = Factor();
            factor = value => -negated(value);
        }
        else
        {
            factor = Atom();
            if (tokens[next].Text == "^")
            {
                next++;
                var (root, power) = (factor, Factor());
                factor = value => Math.Pow(root(value), power(value));
            }
        }

        depth--;
        return factor;
    }

    private Func<Func<string, double>, double> Atom()
    {
        var token = Take();
        switch (token.Kind)
        {
            case ConstraintTokenKind.Number:
                var number = double.Parse(token.Text, CultureInfo.InvariantCulture);
                return _ => number;
            case ConstraintTokenKind.Word:
                Check(token);
                keys.Add(token.Text);
                return value => value(token.Text);
            default:
                if (token.Text != "(")
                    throw Unexpected(token, "a number, a key of search.space or a parenthesis");
                var sum = Sum();
                return Take() is { Text: not ")" } other ? throw Unexpected(other, "a closing parenthesis") : sum;
        }
    }

    private void Check(ConstraintToken token)
    {
        if (space.FirstOrDefault(dimension => dimension.Key == token.Text) is not { } dimension)
            throw new FormatException(UnknownName.Describe("key of search.space", token.Text, [.. space.Select(dimension => dimension.Key)]));
        if (dimension.Values?.FirstOrDefault(value => value.Number is null) is { } word)
            throw new FormatException($"{token.Text} can be '{word}', and only numbers can be compared; use when: for words.");
    }

    private ConstraintToken Take() => tokens[Math.Min(next++, tokens.Count - 1)];

    private static FormatException Unexpected(ConstraintToken token, string expected) =>
        new($"Expected {expected} at column {token.Column}, found {(token.Kind == ConstraintTokenKind.End ? "the end" : $"'{token.Text}'")}.");
}
