using FastOde.Specs.Words;

namespace FastOde.Specs;

/// <summary>Collects what is wrong with one text.</summary>
/// <param name="source">File name or other origin of the text.</param>
public sealed class SpecProblems(string source)
{
    private readonly List<SpecProblem> problems = [];

    /// <summary>Whether nothing is wrong so far.</summary>
    public bool IsEmpty => problems.Count == 0;

    /// <summary>Everything found, in the order of the text.</summary>
    public IReadOnlyList<SpecProblem> InOrder => [.. problems.OrderBy(problem => problem.Line)];

    /// <summary>Whether something is wrong with a key or below it.</summary>
    public bool Has(string path) => problems.Exists(problem => problem.Key.StartsWith(path, StringComparison.Ordinal));

    /// <summary>Adds a problem. What it quotes of the text is shown, never obeyed: a terminal would carry out an escape sequence.</summary>
    public void Add(int line, string key, string message) =>
        problems.Add(new SpecProblem { Source = VisibleText.Of(source), Line = line, Key = VisibleText.Of(key), Message = VisibleText.Of(message) });
}
