using FastOde.Specs;

namespace FastOde.Storage.Retention;

/// <summary>
/// Takes from trials that have ended what their experiment does not keep. The records are the list of what is to be done:
/// files go before their records, so that whoever applies a policy after a crash finds what is left to do.
/// </summary>
public interface IRetentionStore
{
    /// <summary>The policy of an experiment; null where everything is kept.</summary>
    /// <exception cref="RetentionRefusedException">There is no such experiment.</exception>
    Task<RetentionSpec?> Find(long experimentId, CancellationToken cancellationToken);

    /// <summary>Gives an experiment a policy in place of its own. What is gone already does not come back.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="policy">The policy; null keeps everything from now on.</param>
    /// <param name="cancellationToken">Ends it before it has happened.</param>
    /// <exception cref="RetentionRefusedException">There is no such experiment, or it has no objective by which trials could be best.</exception>
    Task Set(long experimentId, RetentionSpec? policy, CancellationToken cancellationToken);

    /// <summary>The experiments that have ended trials to which their policy has not been applied.</summary>
    Task<IReadOnlyList<long>> Due(CancellationToken cancellationToken);

    /// <summary>Applies the policy of an experiment to its trials that have ended. To apply it again does nothing.</summary>
    /// <returns>What they have lost.</returns>
    /// <exception cref="StorageException">The database cannot be written, or a file cannot be deleted.</exception>
    Task<RetentionSummary> Apply(long experimentId, CancellationToken cancellationToken);

    /// <summary>What a policy would take from the trials of an experiment that have ended.</summary>
    /// <exception cref="RetentionRefusedException">As for <see cref="Set"/>.</exception>
    Task<RetentionSummary> Preview(long experimentId, RetentionSpec policy, CancellationToken cancellationToken);
}
