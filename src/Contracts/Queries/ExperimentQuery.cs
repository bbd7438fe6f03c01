using System.Globalization;
using System.Text.RegularExpressions;
using FastOde.Analysis.Measurements;
using FastOde.Contracts.Results;

namespace FastOde.Contracts.Queries;

/// <summary>
/// Which experiments a list shows, as people type it: <c>state:running data:mnist beta&gt;5 and fid@euler-4&lt;12</c>. Every part must
/// hold, and one trial must meet all conditions. Words are parts of the name, in capital letters or small ones; quotation marks hold
/// words together.
/// </summary>
public sealed partial class ExperimentQuery
{
    /// <summary>The key of a condition on what the experiment optimises.</summary>
    public const string Objective = "objective";

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

    /// <summary>Parts that the name must have.</summary>
    public IReadOnlyList<string> Words { get; private set; } = [];

    /// <summary>The state; null for any.</summary>
    public ExperimentState? State { get; private set; }

    /// <summary>The data set that is trained on; null for any.</summary>
    public string? Data { get; private set; }

    /// <summary>What one trial of the experiment must have.</summary>
    public IReadOnlyList<TrialCondition> Conditions { get; private set; } = [];

    /// <summary>Reads a query.</summary>
    /// <param name="text">What was typed; nothing asks for nothing.</param>
    /// <exception cref="FormatException">It cannot be understood; the message says what was expected.</exception>
    public static ExperimentQuery Parse(string? text)
    {
        List<string> words = [];
        List<TrialCondition> conditions = [];
        var query = new ExperimentQuery();
        foreach (Match part in Part().Matches(text ?? ""))
        {
            var value = part.Groups["value"].Value.Trim('"');
            if (part.Groups["field"] is { Success: true, Value: var field })
                query.Narrow(field, value);
            else if (part.Groups["key"] is { Success: true, Value: var key })
                conditions.Add(Condition(key, part.Groups["relation"].Value, value));
            else if (part.Groups["word"].Value.Trim('"') is { Length: > 0 } word && word != And)
                words.Add(word);
        }

        (query.Words, query.Conditions) = (words, conditions);
        return query;
    }

    /// <summary>The query of a text as it stands, whatever marks it holds.</summary>
    /// <param name="text">Part of a name.</param>
    public static string Quoted(string text) =>
        string.Join(' ', text.Split('"', StringSplitOptions.RemoveEmptyEntries).Select(part => $"\"{part}\""));

    private void Narrow(string field, string value)
    {
        switch (field)
        {
            case "state":
                State = Enum.TryParse<ExperimentState>(value, ignoreCase: true, out var state) && !int.TryParse(value, CultureInfo.InvariantCulture, out _) ? state
                    : throw new FormatException($"state:{value}: there is no such state; expected {string.Join(", ", Enum.GetNames<ExperimentState>()).ToLowerInvariant()}");
                break;
            case "data" or "dataset":
                Data = value;
                break;
            default:
                throw new FormatException($"{field}:{value}: what comes before a colon is state or data; a word with a colon stands in quotation marks");
        }
    }

    private static TrialCondition Condition(string key, string relation, string text)
    {
        double? number = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
        var at = key.IndexOf('@', StringComparison.Ordinal);
        var cell = at < 0 ? null : EvaluationCell.Parse(key[(at + 1)..]) ?? throw new FormatException($"{key}: no cell; expected a solver and its number after the @, such as fid@euler-4");
        if (number is null && (cell is not null || key == Objective || Relations[relation] is not (Relation.Equal or Relation.NotEqual)))
            throw new FormatException($"{key}{relation}{text}: expected a number after {relation}");

        return new TrialCondition(at < 0 ? key : key[..at], cell, Relations[relation], number, text);
    }

    [GeneratedRegex("""(?<key>[\w.@/\[\]-]+)\s*(?<relation><=|>=|!=|<|>|=)\s*(?<value>"[^"]*"|[^\s"<>=]+)|(?<field>\w+):(?<value>"[^"]*"|\S+)|(?<word>"[^"]*"|\S+)""")]
    private static partial Regex Part();
}
