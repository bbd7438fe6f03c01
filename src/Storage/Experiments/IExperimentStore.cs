using FastOde.Contracts.Results;
using FastOde.Specs;

namespace FastOde.Storage.Experiments;

/// <summary>Writes experiments. Every method is one transaction: it has happened whole or not at all.</summary>
public interface IExperimentStore
{
    /// <summary>Stores a submitted experiment, which is to run; <see cref="AddTrials"/> adds its trials.</summary>
    /// <param name="spec">The experiment.</param>
    /// <param name="trialCount">How many trials it is to have.</param>
    /// <param name="key">Names the submission: what was stored under its key already is left as it is.</param>
    /// <param name="submitter">Who submitted it; null where nobody said.</param>
    /// <param name="cancellationToken">Ends it before it has happened.</param>
    /// <returns>The id of the experiment of that key; a new one's is above that of every experiment whose folder is in the data directory.</returns>
    Task<long> Create(ExperimentSpec spec, int trialCount, string key, string? submitter, CancellationToken cancellationToken) =>
        Create(spec, trialCount, [], key, submitter, cancellationToken);

    /// <summary>Stores a submitted experiment as the other does, with what its search knows before it begins.</summary>
    /// <param name="spec">The experiment.</param>
    /// <param name="trialCount">How many trials it is to have.</param>
    /// <param name="earlier">What its search knows.</param>
    /// <param name="key">Names the submission.</param>
    /// <param name="submitter">Who submitted it; null where nobody said.</param>
    /// <param name="cancellationToken">Ends it before it has happened.</param>
    /// <returns>The id of the experiment of that key.</returns>
    Task<long> Create(
        ExperimentSpec spec, int trialCount, IReadOnlyList<EarlierResult> earlier, string key, string? submitter, CancellationToken cancellationToken);

    /// <summary>What an experiment's search knew before it began.</summary>
    Task<IReadOnlyList<EarlierResult>> Earlier(long experimentId, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a completed experiment with one completed trial that was trained elsewhere: one attempt, one file. The
    /// experiment is there only if the file is.
    /// </summary>
    /// <param name="spec">The experiment.</param>
    /// <param name="plan">Its trial.</param>
    /// <param name="origin">Where it comes from, for people; becomes the message of trial and attempt.</param>
    /// <param name="publish">Writes the file of the trial whose id it is given, and says what it wrote.</param>
    /// <param name="cancellationToken">Ends it before it has happened.</param>
    /// <returns>The new experiment's id.</returns>
    Task<long> CreateFinished(
        ExperimentSpec spec, TrialPlan plan, string origin, Func<string, ArtifactRecord> publish, CancellationToken cancellationToken);

    /// <summary>The experiment that was stored under a key, or null.</summary>
    Task<long?> FindSubmitted(string key, CancellationToken cancellationToken);

    /// <summary>Adds queued trials by number; those that are there stay as they are.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="first">The number of the first of them, from 1.</param>
    /// <param name="trials">The trials in order.</param>
    /// <param name="cancellationToken">Ends it before it has happened.</param>
    /// <returns>The trials of these numbers as they are stored; none where the experiment was cancelled.</returns>
    Task<IReadOnlyList<TrialSummary>> AddTrials(
        long experimentId, int first, IReadOnlyList<TrialPlan> trials, CancellationToken cancellationToken);

    /// <summary>Records that an experiment gets no further trials: it has those that are stored.</summary>
    Task EndPlanning(long experimentId, CancellationToken cancellationToken);

    /// <summary>Records an addition and how many trials there are to be with it; an experiment that had completed is to run again.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="addition">The addition: one whose key is recorded already changes nothing.</param>
    /// <param name="trialCount">How many trials the experiment is to have.</param>
    /// <param name="cancellationToken">Ends it before it has happened.</param>
    /// <returns>Whether it was recorded now. It is not where the experiment was cancelled or deleted.</returns>
    Task<bool> Extend(long experimentId, Addition addition, int trialCount, CancellationToken cancellationToken);

    /// <summary>Records that an experiment is to run, which whoever takes it up after a crash has to know.</summary>
    Task Start(long experimentId, CancellationToken cancellationToken);

    /// <summary>Records the limits that count from now on; the spec stays as it was submitted.</summary>
    Task SetLimits(long experimentId, LimitsSpec limits, CancellationToken cancellationToken);

    /// <summary>The limits that count; null where nobody has changed those of the spec.</summary>
    Task<LimitsSpec?> ChangedLimits(long experimentId, CancellationToken cancellationToken);

    /// <summary>Records a state; a finished one sets the end, and a cancelled experiment gets no further trials.</summary>
    Task SetState(long experimentId, ExperimentState state, CancellationToken cancellationToken);

    /// <summary>
    /// The ids of experiments that are not settled, the oldest first: those that are running or paused, and those that were
    /// cancelled but have trials that have not ended.
    /// </summary>
    Task<IReadOnlyList<long>> Unfinished(CancellationToken cancellationToken);

    /// <summary>Experiments whose folders lie in the data directory and that are not stored: a lost or newer database has left them.</summary>
    Task<IReadOnlyList<long>> Orphans(CancellationToken cancellationToken);

    /// <summary>An experiment with its spec, or null.</summary>
    Task<ExperimentDetail?> Find(long experimentId, CancellationToken cancellationToken);

    /// <summary>Its trials by number.</summary>
    Task<IReadOnlyList<TrialSummary>> Trials(long experimentId, CancellationToken cancellationToken);

    /// <summary>
    /// The trials of an experiment that run, and some others: what it costs does not depend on how many trials there are.
    /// </summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="others">Numbers of the others.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<TrialSummary>> RunningTrials(long experimentId, IReadOnlyList<int> others, CancellationToken cancellationToken);
}
