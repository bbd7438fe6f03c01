using FastOde.Contracts.Results;

namespace FastOde.Storage.Pruning;

/// <summary>What a pruner is asked about and what came of its answers. Every writing method is one transaction.</summary>
public interface IPruningStore
{
    /// <summary>The evaluation rows of one metric, with whichever extractor, of all trials of an experiment; by trial and step.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="metric">The metric as an objective names it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<EvaluationRecord>> Reports(long experimentId, string metric, CancellationToken cancellationToken);

    /// <summary>The last step after which each trial of an experiment was let go on, by the trial's number; those never judged are left out.</summary>
    Task<IReadOnlyDictionary<int, int>> JudgedSteps(long experimentId, CancellationToken cancellationToken);

    /// <summary>Notes that trials were let go on after a step, so that nobody judges them again for it.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="steps">The steps by the trials' numbers.</param>
    /// <param name="cancellationToken">Ends it before it has happened.</param>
    Task NoteJudged(long experimentId, IReadOnlyDictionary<int, int> steps, CancellationToken cancellationToken);

    /// <summary>Queues a pruned trial again, so that it goes on from its last checkpoint; nothing happens to any other.</summary>
    /// <param name="trialId">The trial.</param>
    /// <param name="cancellationToken">Ends it before it has happened.</param>
    Task Promote(string trialId, CancellationToken cancellationToken);
}
