using FastOde.Contracts.Results;

namespace FastOde.Contracts.Queries;

/// <summary>Which trials of an experiment a table shows, as people type it: <c>state:failed beta&gt;5 and fid@euler-4&lt;12</c>. Every part must hold.</summary>
public sealed class TrialQuery
{
    /// <summary>The key of a condition on what the experiment optimises.</summary>
    public const string Objective = "objective";

    /// <summary>The key of a condition on the seed.</summary>
    public const string Seed = "seed";

    /// <summary>The states, of which it must have one; none for any.</summary>
    public IReadOnlyList<TrialState> States { get; private set; } = [];

    /// <summary>What the trial must have.</summary>
    public IReadOnlyList<TrialCondition> Conditions { get; private set; } = [];

    /// <summary>Reads a query.</summary>
    /// <param name="text">What was typed; nothing asks for nothing.</param>
    /// <exception cref="FormatException">It cannot be understood; the message says what was expected.</exception>
    public static TrialQuery Parse(string? text)
    {
        List<TrialCondition> conditions = [];
        List<TrialState> states = [];
        QueryParts.Read(
            text,
            (field, value) => states.AddRange(field == "state"
                ? value.Split(',').Select(word => QueryParts.Word<TrialState>(field, word))
                : throw new FormatException($"{field}:{value}: what comes before a colon is state")),
            conditions.Add,
            word => throw new FormatException($"{word}: expected a state such as state:failed, or a condition such as beta>5 or kind=learned"));
        return new TrialQuery { States = states, Conditions = conditions };
    }
}
