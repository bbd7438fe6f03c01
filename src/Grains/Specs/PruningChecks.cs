using FastOde.Analysis.Measurements;
using FastOde.Contracts.Results;
using FastOde.Search.Pruners;
using FastOde.Specs;
using FastOde.Specs.Keys;
using FastOde.Specs.Pruners;
using FastOde.Specs.Reading;
using FastOde.Specs.Words;

namespace FastOde.Grains.Specs;

/// <summary>Whether the pruner of a spec has something to judge by.</summary>
/// <param name="spec">The spec as read.</param>
/// <param name="text">Where its keys stand.</param>
/// <param name="problems">Where problems go.</param>
internal sealed class PruningChecks(ExperimentSpec spec, SpecText text, SpecProblems problems)
{
    private const string Pruner = "search.pruner";

    /// <summary>Runs every check.</summary>
    /// <param name="assignments">How many assignments there are at most.</param>
    internal void Run(int assignments)
    {
        if (spec.Search.Pruner is NoPruningSpec)
            return;
        foreach (var problem in (spec.Search.Pruner as IChecked)?.Problems() ?? [])
            Add($"{Pruner}.{problem.Key}", problem.Message);
        if (spec.Objective is null)
            Add(Pruner, "A pruner judges trials by the objective; name the cell to optimise as objective.metric, or remove this key.");
        else if (By(spec.Objective.Goals()) is { } problem)
            Add($"{Pruner}.by", problem);
        else if (spec.Trial.Function is { } function && TrialSteps.Of(spec.Trial) == 0)
            Add(Pruner, $"{function} has one value, at its end, so that there is nothing to stop; remove this key.");
        else if (spec.Trial.Function is null && (spec.Trial.Evaluation.Every == 0 || spec.Trial.Evaluation.Every >= spec.Trial.Iterations))
            Add("trial.evaluation.every", $"The objective is measured at the end only, after {spec.Trial.Iterations} steps, so that the pruner has nothing to judge by; evaluate more often, or remove {Pruner}.");
        if (problems.IsEmpty)
            Make(assignments);
    }

    private string? By(Goals goals)
    {
        var written = goals.Objectives.Select(objective => objective.Text).ToArray();
        if (spec.Search.Pruner is not JudgingPrunerSpec { By: { } by })
        {
            if (goals.AreSeveral)
                return $"This key is missing. There are several objectives, and a pruner judges by one; name it: {string.Join(" or ", written)}.";
            return goals.First.IsCost ? $"A pruner judges by what a metric says, and {written[0]} is what it costs; remove {Pruner}." : null;
        }

        if (!written.Contains(by))
            return UnknownName.Describe("objective", by, written);
        return Objective.Of(by, maximize: false).IsCost ? $"A pruner judges by what a metric says, and {by} is what it costs; name another objective." : null;
    }

    private void Make(int assignments)
    {
        try
        {
            PrunerCatalog.Standard.Create(spec.Search.Pruner, new() { Steps = TrialSteps.Of(spec.Trial), Assignments = assignments, Seeds = spec.Seeds.Count });
        }
        catch (ArgumentException refusal)
        {
            // It says which key.
            var end = refusal.Message.IndexOf(':', StringComparison.Ordinal);
            Add(refusal.Message[..end], refusal.Message[(end + 1)..].Trim());
        }
    }

    private void Add(string key, string message) => problems.Add(text.Line(key), key, message);
}
