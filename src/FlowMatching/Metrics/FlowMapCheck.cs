using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Solvers;
using FastOde.Specs;
using FastOde.Specs.Keys;

namespace FastOde.FlowMatching.Metrics;

/// <summary>Finds solvers that a trial's method gives nothing to follow.</summary>
public static class FlowMapCheck
{
    /// <summary>What is wrong between a trial's method and its solvers; keys are paths within the trial.</summary>
    /// <param name="trial">The trial. A method without a flow map passes over solvers that need one, if others are left.</param>
    public static IEnumerable<KeyProblem> Problems(TrialSpec trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        var method = KindAttribute.WordOf(trial.Method);
        var jumping = trial.Evaluation.Solvers.Where(solver => NeedsFlowMap(solver.Name)).ToArray();
        if (!trial.Method.LearnsFlowMap && jumping.Length > 0 && jumping.Length == trial.Evaluation.Solvers.Count)
            yield return new("evaluation.solvers", $"{jumping[0].Name} follows a flow map, and {method} learns none; add a solver such as euler: [1, 2, 4], or use a method such as improved-mean-flow.");
        if (trial.Method.MostSteps is not { } most)
            yield break;
        foreach (var solver in jumping.Where(solver => solver.Numbers.Any(steps => steps > most)))
            yield return new($"evaluation.solvers.{solver.Name}", $"{method} learns at most {most} steps, its baseSteps, found {solver.Numbers.Max()}; use fewer, or another solver.");
    }

    /// <summary>Whether a solver follows a flow map.</summary>
    /// <param name="solver">Its name in a spec, with or without a time grid.</param>
    public static bool NeedsFlowMap(string solver)
    {
        try
        {
            return SolverChoice.Parse(solver).Method.NeedsFlowMap;
        }
        catch (InvalidSettingException)
        {
            // What is no solver at all, the check of the evaluation says.
            return false;
        }
    }
}
