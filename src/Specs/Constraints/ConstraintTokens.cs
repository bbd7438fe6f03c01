using System.Text.RegularExpressions;

namespace FastOde.Specs.Constraints;

/// <summary>Cuts a demand into its parts.</summary>
internal static partial class ConstraintTokens
{
    /// <summary>The parts in order, the last one the end. A hyphen belongs to a word where it makes it the name of a key.</summary>
    /// <exception cref="FormatException">A character belongs to none.</exception>
    internal static IReadOnlyList<ConstraintToken> Of(string text, IReadOnlyList<string> keys)
    {
        List<ConstraintToken> tokens = [];
        var place = 0;
        while (place < text.Length)
        {
            if (char.IsWhiteSpace(text[place]))
            {
                place++;
                continue;
            }

            var token = Next(text, place, keys);
            tokens.Add(token);
            place += token.Text.Length;
        }

        return [.. tokens, new("", text.Length + 1, ConstraintTokenKind.End)];
    }

    private static ConstraintToken Next(string text, int place, IReadOnlyList<string> keys)
    {
        var key = keys.Where(key => string.CompareOrdinal(text, place, key, 0, key.Length) == 0 && !Continues(text, place + key.Length)).MaxBy(key => key.Length);
        if (key is not null)
            return new(key, place + 1, ConstraintTokenKind.Word);
        if (Number().Match(text, place) is { Success: true } number)
            return new(number.Value, place + 1, ConstraintTokenKind.Number);
        if (Word().Match(text, place) is { Success: true } word)
            return new(word.Value, place + 1, ConstraintTokenKind.Word);
        return Sign().Match(text, place) is { Success: true } sign
            ? new(sign.Value, place + 1, ConstraintTokenKind.Sign)
            : throw new FormatException($"Unexpected '{text[place]}' at column {place + 1}.");
    }

    private static bool Continues(string text, int place) => place < text.Length && (char.IsAsciiLetterOrDigit(text[place]) || text[place] is '.' or '_');

    [GeneratedRegex(@"\G(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"\G[A-Za-z_][A-Za-z0-9_]*(?:[.-][A-Za-z_][A-Za-z0-9_]*)*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\G(?:<=|>=|==|!=|[-<>+*/^()])")]
    private static partial Regex Sign();
}
