using System.Globalization;
using System.Text.RegularExpressions;
using FastOde.Analysis.Measurements;

namespace FastOde.Contracts.Queries;

/// <summary>The parts of a query as people type it: conditions, fields with a colon, and words; <c>and</c> may stand between them.</summary>
internal static partial class QueryParts
{
    private const string And = "and";

    private static readonly Dictionary<string, Relation> Relations = new()
    {
        ["<"] = Relation.Less,
        ["<="] = Relation.LessOrEqual,
        [">"] = Relation.Greater,
        [">="] = Relation.GreaterOrEqual,
        ["="] = Relation.Equal,
        ["!="] = Relation.NotEqual,
    };

    /// <summary>Reads them one by one.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="field">Takes a field and its value.</param>
    /// <param name="condition">Takes a condition.</param>
    /// <param name="word">Takes a word, or several that quotation marks hold together.</param>
    /// <exception cref="FormatException">A condition cannot be understood.</exception>
    public static void Read(string? text, Action<string, string> field, Action<TrialCondition> condition, Action<string> word)
    {
        foreach (Match part in Part().Matches(text ?? ""))
        {
            var value = part.Groups["value"].Value.Trim('"');
            if (part.Groups["field"] is { Success: true, Value: var name })
                field(name, value);
            else if (part.Groups["key"] is { Success: true, Value: var key })
                condition(Condition(key, part.Groups["relation"].Value, value));
            else if (part.Groups["word"].Value.Trim('"') is { Length: > 0 } found && found != And)
                word(found);
        }
    }

    /// <summary>The value of a field that is one of a few words.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">What was typed.</param>
    /// <exception cref="FormatException">There is no such word.</exception>
    public static T Word<T>(string field, string value) where T : struct, Enum =>
        Enum.TryParse<T>(value, ignoreCase: true, out var word) && !int.TryParse(value, CultureInfo.InvariantCulture, out _) ? word
            : throw new FormatException($"{field}:{value}: there is no such {field}; expected {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}");

    private static TrialCondition Condition(string key, string relation, string text)
    {
        double? number = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
        var at = key.IndexOf('@', StringComparison.Ordinal);
        var cell = at < 0 ? null : EvaluationCell.Parse(key[(at + 1)..]) ?? throw new FormatException($"{key}: no cell; expected a solver and its number after the @, such as fid@euler-4");
        var isNumber = cell is not null || key is TrialQuery.Objective or TrialQuery.Seed || Relations[relation] is not (Relation.Equal or Relation.NotEqual);
        return number is null && isNumber
            ? throw new FormatException($"{key}{relation}{text}: expected a number after {relation}")
            : new TrialCondition(at < 0 ? key : key[..at], cell, Relations[relation], number, text);
    }

    [GeneratedRegex("""(?<key>[\w.@/\[\]-]+)\s*(?<relation><=|>=|!=|<|>|=)\s*(?<value>"[^"]*"|[^\s"<>=]+)|(?<field>\w+):(?<value>"[^"]*"|\S+)|(?<word>"[^"]*"|\S+)""")]
    private static partial Regex Part();
}
