namespace FastOde.Grains.Scheduling;

/// <summary>What is to be done now that the scheduler knows more.</summary>
internal sealed record SlotPlan
{
    /// <summary>Slots that are to be offered; each is answered by one of the scheduler's methods.</summary>
    public IReadOnlyList<SlotOffer> Offers { get; init; } = [];

    /// <summary>Trials that are to give their slots back.</summary>
    public IReadOnlyList<SlotYield> Yields { get; init; } = [];

    /// <summary>The trial that is to say why nothing starts, and why; null where there is nothing new to say.</summary>
    public (string TrialId, string Reason)? Hindrance { get; init; }
}
