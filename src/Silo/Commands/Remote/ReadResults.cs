using FastOde.Client;
using FastOde.Contracts.Results;

namespace FastOde.Silo.Commands.Remote;

/// <summary>What is stored, from wherever it is read.</summary>
/// <param name="queries">Answers questions.</param>
/// <param name="client">The process that is asked; null where the data directory itself is read.</param>
/// <param name="owner">Ends the connection.</param>
internal sealed class ReadResults(IResultQueries queries, FastOdeClient? client, IAsyncDisposable owner) : IAsyncDisposable
{
    /// <summary>Answers questions.</summary>
    public IResultQueries Queries => queries;

    /// <summary>The trials of an experiment: with live steps where a process is asked.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<IReadOnlyList<TrialSummary>> Trials(long experimentId, CancellationToken cancellationToken) =>
        client is null ? queries.Trials(experimentId, cancellationToken) : client.Experiment(experimentId).TrialsAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => owner.DisposeAsync();
}
