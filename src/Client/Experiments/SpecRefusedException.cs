using FastOde.Specs;

namespace FastOde.Client.Experiments;

/// <summary>A spec has problems; nothing was stored.</summary>
/// <param name="problems">The problems, in the order of the text.</param>
public sealed class SpecRefusedException(IReadOnlyList<SpecProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>The problems, in the order of the text.</summary>
    public IReadOnlyList<SpecProblem> Problems { get; } = problems;
}
