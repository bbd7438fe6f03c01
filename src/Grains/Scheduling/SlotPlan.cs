namespace FastOde.Grains.Scheduling;

/// <summary>What is to be done now that the scheduler knows more.</summary>
internal sealed record SlotPlan
{
    /// <summary>Slots that are to be offered; each is answered by one of the scheduler's methods.</summary>
    public IReadOnlyList<SlotOffer> Offers { get; init; } = [];

    /// <summary>Trials that are to give their slots back.</summary>
    public IReadOnlyList<SlotYield> Yields { get; init; } = [];

    /// <summary>The trials that are to say why they do not start, and why, or with null that nothing is in the way any more; only what is new.</summary>
    public IReadOnlyList<(string TrialId, string? Reason)> Hindrances { get; init; } = [];
}
