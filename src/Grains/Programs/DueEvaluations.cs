using FastOde.Specs;

namespace FastOde.Grains.Programs;

/// <summary>The training steps at which a spec asks for an evaluation.</summary>
internal static class DueEvaluations
{
    /// <summary>The steps up to and including one, in order; the last of a trial is always among them.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="step">How far it has come.</param>
    public static IEnumerable<int> UpTo(TrialSpec trial, int step)
    {
        if (trial.Evaluation.Metrics.Count == 0 || trial.Evaluation.Solvers.All(solver => solver.Numbers.Count == 0))
            yield break;
        var every = trial.Evaluation.Every;
        for (long due = every; every > 0 && due <= step && due < trial.Iterations; due += every)
            yield return (int)due;
        if (step >= trial.Iterations)
            yield return trial.Iterations;
    }
}
