namespace FastOde.Storage.Trials;

/// <summary>A write named an epoch that is not its trial's current one: another attempt has taken over.</summary>
/// <param name="trialId">The trial.</param>
/// <param name="epoch">The epoch that the write named.</param>
public sealed class LeaseLostException(string trialId, long epoch)
    : Exception($"trial {trialId}: epoch {epoch} no longer holds the lease; this attempt must stop")
{
    /// <summary>The trial.</summary>
    public string TrialId { get; } = trialId;

    /// <summary>The epoch that the write named.</summary>
    public long Epoch { get; } = epoch;
}
