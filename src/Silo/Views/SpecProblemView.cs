using FastOde.Specs;

namespace FastOde.Silo.Views;

/// <summary>What is wrong with a spec.</summary>
/// <param name="Text">The problem in one line: where, which key, what is wrong and what was expected.</param>
internal sealed record SpecProblemView(string Text)
{
    /// <summary>Shows a problem.</summary>
    /// <param name="problem">The problem.</param>
    public static SpecProblemView Of(SpecProblem problem) => new(problem.ToString());
}
