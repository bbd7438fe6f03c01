using System.Runtime.CompilerServices;
using System.Threading.Channels;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Following;
using FastOde.Contracts.Results;
using FastOde.Specs;

namespace FastOde.Client.Experiments;

/// <summary>One experiment on a running FastOde.</summary>
public sealed class ExperimentHandle
{
    private const int Tries = 5;

    private readonly IGrainFactory grains;
    private readonly IExperimentGrain grain;
    private readonly TimeProvider clock;

    /// <summary>A handle for programs that have grains at hand; others get theirs from <see cref="FastOdeClient"/>.</summary>
    /// <param name="id">The experiment's id; whether it exists shows on first use.</param>
    /// <param name="grains">The cluster's grains.</param>
    /// <param name="clock">Times the renewal of subscriptions.</param>
    public ExperimentHandle(long id, IGrainFactory grains, TimeProvider clock)
    {
        (Id, this.grains, this.clock) = (id, grains, clock);
        grain = grains.GetGrain<IExperimentGrain>(id);
    }

    /// <summary>The experiment's id.</summary>
    public long Id { get; }

    /// <summary>The experiment as it stands.</summary>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    public Task<ExperimentSummary> SummaryAsync(CancellationToken cancellationToken = default) =>
        grain.Summary().WaitAsync(cancellationToken);

    /// <summary>Its trials as they stand, with live step and rate.</summary>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    public Task<IReadOnlyList<TrialSummary>> TrialsAsync(CancellationToken cancellationToken = default) =>
        grain.Trials().WaitAsync(cancellationToken);

    /// <summary>Stops running trials after a checkpoint; they continue on resume.</summary>
    public Task PauseAsync(CancellationToken cancellationToken = default) => grain.Pause().WaitAsync(cancellationToken);

    /// <summary>Continues a paused experiment.</summary>
    public Task ResumeAsync(CancellationToken cancellationToken = default) => grain.Resume().WaitAsync(cancellationToken);

    /// <summary>Ends the experiment.</summary>
    public Task CancelAsync(CancellationToken cancellationToken = default) => grain.Cancel().WaitAsync(cancellationToken);

    /// <summary>Changes how the experiment may use the machine, also while it runs; the spec stays as it was submitted.</summary>
    /// <param name="limits">All limits, also those that stay.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">A limit is out of its range.</exception>
    public Task SetLimitsAsync(LimitsSpec limits, CancellationToken cancellationToken = default) => grain.SetLimits(limits).WaitAsync(cancellationToken);

    /// <summary>Changes its name, notes or tags; the spec stays as it was submitted.</summary>
    /// <exception cref="ExperimentRefusedException">Something of it cannot be stored.</exception>
    public Task EditAsync(ExperimentEdit edit, CancellationToken cancellationToken = default) => Catalog.Edit(Id, edit).WaitAsync(cancellationToken);

    /// <summary>Takes the experiment out of the usual lists; nothing else changes.</summary>
    public Task ArchiveAsync(CancellationToken cancellationToken = default) => Catalog.Archive(Id).WaitAsync(cancellationToken);

    /// <summary>Puts an archived experiment back.</summary>
    public Task RestoreAsync(CancellationToken cancellationToken = default) => Catalog.Restore(Id).WaitAsync(cancellationToken);

    /// <summary>Deletes the experiment, which must have ended.</summary>
    /// <returns>When its files and rows go; until then <see cref="UndeleteAsync"/> takes it back.</returns>
    /// <exception cref="ExperimentRefusedException">It has not ended, or another experiment learns from it.</exception>
    public Task<DateTimeOffset> DeleteAsync(CancellationToken cancellationToken = default) => Catalog.Delete(Id).WaitAsync(cancellationToken);

    /// <summary>Takes the deletion of the experiment back.</summary>
    public Task UndeleteAsync(CancellationToken cancellationToken = default) => Catalog.Undelete(Id).WaitAsync(cancellationToken);

    /// <summary>Adds to the experiment, also where it had completed, and has it go on.</summary>
    /// <param name="trials">Assignments that its search tries beside those so far, each with every seed.</param>
    /// <param name="seeds">Seeds that every assignment gets beside those that it has.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The experiment as it stands.</returns>
    /// <exception cref="ExperimentRefusedException">It cannot be added; nothing was.</exception>
    public Task<ExperimentSummary> ExtendAsync(int trials, int seeds, CancellationToken cancellationToken = default) =>
        ExtendAsync(new Extension { Key = SubmissionKey.New(), Trials = trials, Seeds = seeds }, cancellationToken);

    /// <summary>Adds seeds to the best assignments, and has the experiment go on.</summary>
    /// <param name="top">How many assignments get them, the best by the objective as they stand now.</param>
    /// <param name="seeds">Seeds that each gets beside those that it has.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The experiment as it stands.</returns>
    /// <exception cref="ExperimentRefusedException">They cannot be added; nothing was.</exception>
    public Task<ExperimentSummary> RerunTopAsync(int top, int seeds, CancellationToken cancellationToken = default) =>
        ExtendAsync(new Extension { Key = SubmissionKey.New(), Seeds = seeds, Top = top }, cancellationToken);

    /// <summary>Adds to the experiment until an answer comes back; however often it is asked for, it is added once.</summary>
    /// <param name="extension">What is added; a program that keeps its key may ask again after a crash of its own.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The experiment as it stands.</returns>
    /// <exception cref="ExperimentRefusedException">It cannot be added; nothing was.</exception>
    /// <exception cref="TimeoutException">No answer came, however often it was asked for.</exception>
    public Task<ExperimentSummary> ExtendAsync(Extension extension, CancellationToken cancellationToken) =>
        Insist(() => grain.Extend(extension), cancellationToken);

    /// <summary>
    /// Has assignments tried that the caller's own sampler chose, in an experiment whose sampler is <c>external</c>; each with every seed.
    /// The experiment has completed when all have ended, so that <see cref="WaitAsync"/> waits for their results.
    /// </summary>
    /// <param name="assignments">Key paths into the trial and their values, as <c>search.space</c> allows them; at most 1,000.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The ids of their trials with the first seed, in the order of the assignments.</returns>
    /// <exception cref="ExperimentRefusedException">One of them cannot be tried, or the experiment takes no proposals; nothing was added.</exception>
    public Task<IReadOnlyList<string>> ProposeAsync(
        IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>> assignments, CancellationToken cancellationToken = default) =>
        ProposeAsync(new Proposal { Key = SubmissionKey.New(), Assignments = assignments }, cancellationToken);

    /// <summary>Proposes assignments until an answer comes back; however often it is asked for, they are added once.</summary>
    /// <param name="proposal">What is proposed; a program that keeps its key may ask again after a crash of its own.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The ids of their trials with the first seed, in the order of the assignments.</returns>
    /// <exception cref="ExperimentRefusedException">One of them cannot be tried, or the experiment takes no proposals; nothing was added.</exception>
    /// <exception cref="TimeoutException">No answer came, however often it was asked for.</exception>
    public Task<IReadOnlyList<string>> ProposeAsync(Proposal proposal, CancellationToken cancellationToken) =>
        Insist(() => grain.Propose(proposal), cancellationToken);

    /// <summary>Queues every trial that has failed, each with its retries anew, and has the experiment go on.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="ExperimentRefusedException">The experiment was cancelled.</exception>
    public Task<int> RerunFailedAsync(CancellationToken cancellationToken = default) => grain.RerunFailed().WaitAsync(cancellationToken);

    /// <summary>Queues one trial that has failed, with its retries anew, and has the experiment go on.</summary>
    /// <param name="trialId">One of its trials.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ExperimentRefusedException">It did not fail, or the experiment was cancelled.</exception>
    /// <exception cref="KeyNotFoundException">There is no such trial.</exception>
    public Task RetryAsync(string trialId, CancellationToken cancellationToken = default) => grain.Retry(trialId).WaitAsync(cancellationToken);

    /// <summary>Waits until the experiment has ended.</summary>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    public async Task<ExperimentSummary> WaitAsync(CancellationToken cancellationToken = default)
    {
        await foreach (var _ in WatchAsync(ExperimentInterest.Summary, cancellationToken))
        {
            // The changes end when the experiment does.
        }

        return await SummaryAsync(cancellationToken);
    }

    /// <summary>
    /// The experiment's changes as they happen: first how it and its trials stand now, last how its trials ended and
    /// then its own end. The same state may be told twice.
    /// </summary>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    public IAsyncEnumerable<ExperimentChange> WatchAsync(CancellationToken cancellationToken = default) =>
        WatchAsync(ExperimentInterest.Everything, cancellationToken);

    /// <summary>Those of the experiment's changes that are wanted.</summary>
    /// <param name="interest">What is wanted beside the experiment's state and counts.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    public async IAsyncEnumerable<ExperimentChange> WatchAsync(
        ExperimentInterest interest, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var changes = Channel.CreateUnbounded<ExperimentChange>();
        ExperimentFollower? started = null;
        await using var follower = started = await ExperimentFollower.Start(grains, Id, interest, clock, Deliver);
        if (follower.Fault is { } fault)
            changes.Writer.TryComplete(fault);
        foreach (var change in await Read(interest))
            changes.Writer.TryWrite(change);
        await foreach (var change in changes.Reader.ReadAllAsync(cancellationToken))
        {
            var hasEnded = change.Experiment?.IsSettled ?? false;

            // The end may overtake what its trials still had to tell.
            foreach (var last in hasEnded ? await Read(interest) : [])
                yield return last;
            if (hasEnded)
                break;
            yield return change;
        }

        async Task Deliver(ExperimentChanges told, LiveStatus status)
        {
            if (status == LiveStatus.Interrupted && started is not null)
                changes.Writer.TryComplete(started.Fault);
            var all = status == LiveStatus.Restored ? [.. ExperimentChange.Each(told), .. await Read(interest)] : ExperimentChange.Each(told);
            foreach (var change in all)
                changes.Writer.TryWrite(change);
        }
    }

    /// <summary>Asks again where no answer comes, for requests whose key makes them one.</summary>
    private static async Task<T> Insist<T>(Func<Task<T>> request, CancellationToken cancellationToken)
    {
        for (var left = Tries - 1; ; left--)
        {
            try
            {
                return await request().WaitAsync(cancellationToken);
            }
            catch (TimeoutException) when (left > 0)
            {
                // It is late or lost.
            }
        }
    }

    private IExperimentCatalogGrain Catalog => grains.GetGrain<IExperimentCatalogGrain>(0);

    /// <summary>How the experiment and those of its trials stand that are wanted.</summary>
    private async Task<IReadOnlyList<ExperimentChange>> Read(ExperimentInterest interest)
    {
        var trials = interest.Trials is { Count: 0 } ? [] : await grain.Trials();
        var wanted = interest.Trials is { } ids ? trials.Where(trial => ids.Contains(trial.Id)) : trials;
        return [.. wanted.Select(trial => new ExperimentChange { Trial = trial }), new() { Experiment = await grain.Summary() }];
    }
}
