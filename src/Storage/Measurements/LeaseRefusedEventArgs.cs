using FastOde.Contracts.Trials;

namespace FastOde.Storage.Measurements;

/// <summary>Tells that an attempt must stop, because its metric points are refused.</summary>
/// <param name="lease">The attempt's lease.</param>
public sealed class LeaseRefusedEventArgs(AttemptLease lease) : EventArgs
{
    /// <summary>The attempt's lease.</summary>
    public AttemptLease Lease { get; } = lease;
}
