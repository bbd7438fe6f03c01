using FastOde.Contracts.Experiments;

namespace FastOde.Storage.Curation;

/// <summary>Writes what people change of experiments beside their specs. Every method is one transaction, and does nothing where it is so already.</summary>
public interface ICurationStore
{
    /// <summary>Changes the name, the notes or the tags of an experiment.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="edit">What is changed.</param>
    /// <param name="cancellationToken">Ends it before it has happened.</param>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    /// <exception cref="ExperimentRefusedException">Something of it cannot be stored.</exception>
    Task Edit(long experimentId, ExperimentEdit edit, CancellationToken cancellationToken);

    /// <summary>Takes an experiment out of the usual lists, or puts it back.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="archived">Whether it is taken out.</param>
    /// <param name="cancellationToken">Ends it before it has happened.</param>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    Task SetArchived(long experimentId, bool archived, CancellationToken cancellationToken);

    /// <summary>Deletes an experiment that has ended. Nothing of it is removed until the moment that is returned.</summary>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    /// <exception cref="ExperimentRefusedException">It has not ended, or another experiment learns from it.</exception>
    Task<DateTimeOffset> Delete(long experimentId, CancellationToken cancellationToken);

    /// <summary>Takes a deletion back.</summary>
    /// <exception cref="KeyNotFoundException">There is no such experiment, or no more.</exception>
    Task Undelete(long experimentId, CancellationToken cancellationToken);
}
