namespace FastOde.FlowMatching.Solvers;

/// <summary>Translates a budget of evaluations (NFE) into a step count.</summary>
public static class SolverBudget
{
    /// <summary>The step count that costs exactly <paramref name="evaluations"/>.</summary>
    /// <param name="method">The solver, taken with fixed steps.</param>
    /// <param name="evaluations">The NFE budget.</param>
    /// <exception cref="ImpossibleBudgetException">No step count costs exactly that.</exception>
    public static int Steps(SolverMethod method, int evaluations)
    {
        var below = StepsWithin(method, evaluations);
        if (below > 0 && method.EvaluationsFor(below) == evaluations)
            return below;

        int[] first = [.. Enumerable.Range(1, 3).Select(method.EvaluationsFor)];
        var above = method.EvaluationsFor(below + 1);
        int[] nearest = below == 0 ? [above] : [method.EvaluationsFor(below), above];
        throw new ImpossibleBudgetException(method.Name, evaluations, first, nearest);
    }

    /// <summary>The most steps that cost no more than <paramref name="evaluations"/>; 0 where not even one does.</summary>
    private static int StepsWithin(SolverMethod method, int evaluations)
    {
        var single = method.EvaluationsFor(1);
        return evaluations < single ? 0 : 1 + (evaluations - single) / (method.EvaluationsFor(2) - single);
    }
}
