using FastOde.FlowMatching.Catalogs;

namespace FastOde.FlowMatching.Solvers;

/// <summary>A solver cannot take exactly the asked number of evaluations; the message names the nearest it can.</summary>
public sealed class ImpossibleBudgetException : InvalidSettingException
{
    /// <summary>Describes a refused budget.</summary>
    /// <param name="solver">The solver's spec name.</param>
    /// <param name="budget">The refused number of evaluations.</param>
    /// <param name="first">The smallest budgets the solver can have, to show the rule.</param>
    /// <param name="nearest">The nearest budgets below and above (one where there is no other), ascending.</param>
    public ImpossibleBudgetException(string solver, long budget, IReadOnlyList<int> first, IReadOnlyList<int> nearest)
        : base($"{solver} cannot take {budget} evaluations: it takes {string.Join(", ", first)}, …; nearest: {string.Join(" or ", nearest)}.")
    {
        Budget = budget;
        Nearest = nearest;
    }

    /// <summary>The refused number of evaluations.</summary>
    public long Budget { get; }

    /// <summary>The nearest budgets the solver can have, ascending.</summary>
    public IReadOnlyList<int> Nearest { get; }
}
