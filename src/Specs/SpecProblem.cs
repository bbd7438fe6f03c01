namespace FastOde.Specs;

/// <summary>One thing wrong with a spec, for people.</summary>
public sealed record SpecProblem
{
    /// <summary>File name or other origin of the text.</summary>
    public required string Source { get; init; }

    /// <summary>Line, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>Full path of the key, such as <c>trial.coupling.beta</c>; empty where the text does not parse.</summary>
    public string Key { get; init; } = "";

    /// <summary>What is wrong, what was expected and, for a name, the nearest valid one.</summary>
    public required string Message { get; init; }

    /// <summary>The problem as one line: source, line, key and message.</summary>
    public override string ToString() =>
        Key.Length == 0 ? $"{Source}:{Line}: {Message}" : $"{Source}:{Line}: {Key}: {Message}";
}
