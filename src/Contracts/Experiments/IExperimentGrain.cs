using FastOde.Contracts.Access;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Specs;
using Orleans.Concurrency;

namespace FastOde.Contracts.Experiments;

/// <summary>
/// One experiment: asks its sampler for assignments, keeps at most the allowed number of trials going, and tells its
/// observers and nobody else. The key is the experiment's id. Questions and the reports of trials interleave with a
/// command in progress: while Start or Cancel waits for a trial, that trial reports back to the experiment.
/// </summary>
[Alias("FastOde.IExperimentGrain")]
public interface IExperimentGrain : IGrainWithIntegerKey
{
    /// <summary>Starts or, after a restart, continues the experiment; harmless when it already runs.</summary>
    [Alias("Start")]
    Task Start();

    /// <summary>Stops running trials after a checkpoint and starts no others; they continue on <see cref="Resume"/>.</summary>
    [Alias("Pause"), Change("experiment.pause", Role.Operator)]
    Task Pause();

    /// <summary>Continues a paused experiment.</summary>
    [Alias("Resume"), Change("experiment.resume", Role.Operator)]
    Task Resume();

    /// <summary>Ends the experiment: running trials stop after a checkpoint, waiting ones never start.</summary>
    [Alias("Cancel"), Change("experiment.cancel", Role.Operator)]
    Task Cancel();

    /// <summary>
    /// Changes how it may use the machine, also while it runs: trials in line move at once, and running ones above a lowered limit
    /// give way after a checkpoint. The spec stays as it was submitted.
    /// </summary>
    /// <exception cref="ArgumentException">A limit is out of its range.</exception>
    [Alias("SetLimits"), Change("experiment.limits", Role.Operator)]
    Task SetLimits(LimitsSpec limits);

    /// <summary>Reads again what people change of it beside its spec.</summary>
    [Alias("Refresh"), AlwaysInterleave]
    Task Refresh();

    /// <summary>Adds trials or seeds, also where it had completed, and goes on. What is added comes after what there is.</summary>
    /// <param name="extension">What is added; asked for again under its key, nothing more.</param>
    /// <returns>The experiment as it stands.</returns>
    /// <exception cref="ExperimentRefusedException">It cannot be added; nothing was.</exception>
    [Alias("Extend"), Change("experiment.extend", Role.Operator)]
    Task<ExperimentSummary> Extend(Extension extension);

    /// <summary>Adds assignments that a program proposes, each with every seed, and goes on. The experiment has completed when all have ended, until the next proposal.</summary>
    /// <param name="proposal">The assignments; asked for again under its key, nothing more.</param>
    /// <returns>The ids of their trials with the first seed, in the order of the assignments.</returns>
    /// <exception cref="ExperimentRefusedException">One of them cannot be tried, or the sampler takes no proposals; nothing was added.</exception>
    [Alias("Propose"), Change("experiment.propose", Role.Operator)]
    Task<IReadOnlyList<string>> Propose(Proposal proposal);

    /// <summary>Queues every trial that has failed, each with its retries anew, also where the experiment had completed.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="ExperimentRefusedException">The experiment was cancelled.</exception>
    [Alias("RerunFailed"), Change("experiment.retry", Role.Operator)]
    Task<int> RerunFailed();

    /// <summary>Queues one trial that has failed, with its retries anew; harmless where it waits or runs.</summary>
    /// <param name="trialId">One of its trials.</param>
    /// <exception cref="ExperimentRefusedException">It did not fail, or the experiment was cancelled.</exception>
    /// <exception cref="KeyNotFoundException">There is no such trial.</exception>
    [Alias("Retry"), Change("trial.retry", Role.Operator)]
    Task Retry(string trialId);

    /// <summary>The experiment as it stands.</summary>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    [Alias("Summary"), AlwaysInterleave]
    Task<ExperimentSummary> Summary();

    /// <summary>The trials as they stand, with live step and rate.</summary>
    [Alias("Trials"), AlwaysInterleave]
    Task<IReadOnlyList<TrialSummary>> Trials();

    /// <summary>Some of the trials as they stand, with live step and rate; those that it does not have are left out.</summary>
    /// <param name="numbers">Their numbers in the experiment.</param>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    [Alias("TrialsOf"), AlwaysInterleave]
    Task<IReadOnlyList<TrialSummary>> TrialsOf(IReadOnlyList<int> numbers);

    /// <summary>What it says of all its trials; also asked by trials that were told before, in an activation that is gone.</summary>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    [Alias("Terms"), AlwaysInterleave]
    Task<TrialTerms> Terms();

    /// <summary>Sends an observer what it wants of the live changes; repeat at least every minute to stay subscribed.</summary>
    /// <param name="observer">The observer.</param>
    /// <param name="interest">What it wants from now on, and nothing else.</param>
    /// <returns>Whether it was subscribed until now; where it was not, it may have missed something and reads anew.</returns>
    [Alias("Subscribe"), AlwaysInterleave]
    Task<bool> Subscribe(IExperimentObserver observer, ExperimentInterest interest);

    /// <summary>Stops sending to an observer.</summary>
    [Alias("Unsubscribe"), AlwaysInterleave]
    Task Unsubscribe(IExperimentObserver observer);

    /// <summary>Called by a trial whenever its state, step or rate has changed.</summary>
    [Alias("TrialChanged"), AlwaysInterleave]
    Task TrialChanged(TrialSummary trial);

    /// <summary>Called by a trial with new metric points, to be passed on to observers.</summary>
    [Alias("MetricsAdded"), AlwaysInterleave]
    Task MetricsAdded(string trialId, IReadOnlyList<MetricPoint> points);

    /// <summary>Called by a trial with new rows of its evaluation table, to be passed on to observers.</summary>
    [Alias("EvaluationsAdded"), AlwaysInterleave]
    Task EvaluationsAdded(IReadOnlyList<EvaluationRecord> rows);
}
