using FastOde.Contracts.Results;

namespace FastOde.Contracts.Queries;

/// <summary>
/// Which experiments a list shows, as people type it: <c>state:running data:mnist beta&gt;5 and fid@euler-4&lt;12</c>. Every part must
/// hold, and one trial must meet all conditions. Words are parts of the name, in capital letters or small ones; quotation marks hold
/// words together. Archived experiments are shown where <c>archived:</c> asks for them, deleted ones where <c>deleted:yes</c> does.
/// </summary>
public sealed class ExperimentQuery
{
    private const string Yes = "yes";
    private const string No = "no";
    private const string Any = "any";

    /// <summary>Parts that the name must have.</summary>
    public IReadOnlyList<string> Words { get; private set; } = [];

    /// <summary>The state; null for any.</summary>
    public ExperimentState? State { get; private set; }

    /// <summary>The data set that is trained on; null for any.</summary>
    public string? Data { get; private set; }

    /// <summary>Tags that it must have.</summary>
    public IReadOnlyList<string> Tags { get; private set; } = [];

    /// <summary>Whether it must be archived; null for either. What nobody asks for is not shown.</summary>
    public bool? Archived { get; private set; } = false;

    /// <summary>Whether it is deleted, and can still be taken back.</summary>
    public bool Deleted { get; private set; }

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
        QueryParts.Read(text, query.Narrow, conditions.Add, words.Add);
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
                State = QueryParts.Word<ExperimentState>(field, value);
                break;
            case "data" or "dataset":
                Data = value;
                break;
            case "tag":
#pragma warning disable CA1308 // Tags are kept in small letters.
                Tags = [.. Tags, value.ToLowerInvariant()];
#pragma warning restore CA1308
                break;
            case "archived":
                Archived = value == Any ? null : IsYes(field, value, $", {No} or {Any}");
                break;
            case "deleted":
                // Of what is deleted it does not matter where it was before.
                Deleted = IsYes(field, value, $" or {No}");
                Archived = Deleted ? null : Archived;
                break;
            default:
                throw new FormatException($"{field}:{value}: what comes before a colon is state, data, tag, archived or deleted; a word with a colon stands in quotation marks");
        }
    }

    private static bool IsYes(string field, string value, string others) => value switch
    {
        Yes => true,
        No => false,
        _ => throw new FormatException($"{field}:{value}: expected {Yes}{others}"),
    };
}
