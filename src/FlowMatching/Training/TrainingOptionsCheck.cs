namespace FastOde.FlowMatching.Training;

/// <summary>Finds what cannot be trained between options that are each right, before anything is computed.</summary>
public static class TrainingOptionsCheck
{
    /// <summary>Everything wrong with the options; empty when they can be used. The evaluation has a check of its own.</summary>
    public static IReadOnlyList<TrainingProblem> Problems(this TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return [.. Optimizer(options.Optimizer)];
    }

    private static IEnumerable<TrainingProblem> Optimizer(OptimizerOptions optimizer)
    {
        if (optimizer is { EmaDecay: > 0, EmaHalfLife: > 0 })
        {
            yield return new(
                "optimizer.emaHalfLife",
                FormattableString.Invariant($"The average has a decay already, emaDecay: {optimizer.EmaDecay}; give emaHalfLife: {optimizer.EmaHalfLife} or emaDecay, not both."));
        }
    }
}
