namespace FastOde.Search.Pruners;

/// <summary>Whether a trial goes on after its newest report.</summary>
/// <param name="Stops">Whether it is stopped.</param>
/// <param name="Rung">The rung where it waits to be promoted, from 1; null for a pruner that knows no rungs, and where it goes on.</param>
/// <param name="Reason">Why, in a sentence for people; empty where there was nothing to judge.</param>
public sealed record PruningDecision(bool Stops, int? Rung, string Reason)
{
    /// <summary>There is nothing to judge yet.</summary>
    public static PruningDecision NothingToJudge { get; } = new(false, null, "");

    /// <summary>The trial goes on.</summary>
    /// <param name="reason">Why.</param>
    public static PruningDecision GoOn(string reason) => new(false, null, reason);

    /// <summary>The trial is stopped.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="rung">The rung where it waits, from 1.</param>
    public static PruningDecision Stop(string reason, int? rung = null) => new(true, rung, reason);
}
