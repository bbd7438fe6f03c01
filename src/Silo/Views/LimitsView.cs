using FastOde.Specs;

namespace FastOde.Silo.Views;

/// <summary>How an experiment may use the machine.</summary>
/// <param name="ConcurrentTrials">Most trials at once; null for as many as there are slots.</param>
/// <param name="Retries">Attempts after the first that a failing trial may have.</param>
/// <param name="Priority">Higher goes first.</param>
internal sealed record LimitsView(int? ConcurrentTrials, int Retries, int Priority)
{
    /// <summary>Shows limits.</summary>
    /// <param name="limits">The limits.</param>
    public static LimitsView Of(LimitsSpec limits) => new(limits.ConcurrentTrials, limits.Retries, limits.Priority);

    /// <summary>The limits.</summary>
    public LimitsSpec Limits() => new() { ConcurrentTrials = ConcurrentTrials, Retries = Retries, Priority = Priority };
}
