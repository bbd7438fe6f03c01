// Represents one trial: its place in line, its running attempt and how its attempts ended.
// Notifies its experiment, asks the scheduler for a slot and hands attempts to the slot's trainer.
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trainers;
using FastOde.Contracts.Trials;
using FastOde.Grains.Scheduling;
using FastOde.Specs;
using FastOde.Storage;
using FastOde.Storage.Trials;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Trials;

/// <summary>
/// Everything that matters is stored before it is told to anybody. Losing the activation loses only the wish for a
/// slot, which the experiment repeats, and never the attempt, which goes on and reports to the next activation.
/// </summary>
internal sealed class TrialGrain(
    ITrialStore trials,
    SchedulingTimes times,
    ILogger<TrialGrain> logger) : Grain, ITrialGrain
{
    private TrialSummary? live;
    private AttemptLease? lease;
    private bool wantsSlot;
    private TrialTerms? terms;
    private (TrialState State, string? Reason)? ending;
    private string? yielding;

    private string Id => this.GetPrimaryKeyString();

    private TrialSummary Summary =>
        live ?? throw Missing();

    private bool HasEnded => Summary.State is not (TrialState.Queued or TrialState.Running);

    private ISlotSchedulerGrain Scheduler => GrainFactory.GetGrain<ISlotSchedulerGrain>(0);

    private IExperimentGrain Experiment => GrainFactory.GetGrain<IExperimentGrain>(Summary.ExperimentId);

    /// <inheritdoc/>
    public Task Start(TrialSummary trial, TrialTerms terms)
    {
        // Beginning an attempt is refused where the store knows better.
        live ??= trial;
        this.terms = terms;
        return StandInLine();
    }

    private async Task StandInLine()
    {
        // It may have failed and been queued again.
        if (HasEnded)
            await Load(CancellationToken.None);
        if (HasEnded || lease is not null)
        {
            // Asked because the experiment has missed something.
            await TellExperiment();
            LeaveWhenEnded();
            return;
        }

        wantsSlot = true;
        var terms = await Terms();
        await Scheduler.Enqueue(Id, terms.Slots, TrialNeeds.Of(terms, Summary));
    }

    /// <inheritdoc/>
    public async Task Pause()
    {
        await Know();
        wantsSlot = false;
        yielding = null;
        await Scheduler.Withdraw(Id);
        if (this.lease is { } lease)
            await GrainFactory.GetGrain<ITrainerGrain>(lease.SlotId).Stop(lease);
        await TellExperiment();
    }

    /// <inheritdoc/>
    public Task Cancel() => EndAs(TrialState.Cancelled, null);

    /// <inheritdoc/>
    public Task Prune(string reason) => EndAs(TrialState.Pruned, reason);

    private async Task EndAs(TrialState state, string? reason)
    {
        await Know();
        if (!HasEnded && this.lease is null)
        {
            wantsSlot = false;
            await Scheduler.Withdraw(Id);
            await trials.EndQueued(Id, state, reason, CancellationToken.None);
            await Load(CancellationToken.None);
        }

        if (this.lease is { } lease)
        {
            // Ends when the trainer has saved its checkpoint, or when its lease runs out.
            this.ending ??= (state, reason);
            await GrainFactory.GetGrain<ITrainerGrain>(lease.SlotId).Stop(lease);
            return;
        }

        await TellExperiment();
        LeaveWhenEnded();
    }

    /// <inheritdoc/>
    public async Task<bool> SlotGranted(string slotId, IReadOnlyList<GpuShare> shares)
    {
        await Know();
        if (!wantsSlot || HasEnded || this.lease is not null)
            return false;
        wantsSlot = false;
        var trainer = GrainFactory.GetGrain<ITrainerGrain>(slotId);
        var spec = await Prepare(trainer);
        if (await Begin(slotId) is not { } lease)
            return false;
        try
        {
            await trainer.Run(new AttemptOrder
            {
                Lease = lease,
                ExperimentId = Summary.ExperimentId,
                Seed = Summary.Seed,
                Trial = shares is [var share] ? spec with { Device = share.Device } : spec,
                Objective = (await Terms()).Objective,
                Shares = shares,
            });
        }
        catch (Exception refusal) when (refusal is InvalidOperationException or SiloUnavailableException)
        {
            // The scheduler was wrong about the slot and hears so; it offers it to nobody until the slot's next report. Where
            // the attempt did begin before its silo went away, the raised epoch keeps it from writing.
            logger.LogWarning(refusal, "Trial {Trial} could not start on slot {Slot}", Id, slotId);
            await trials.Interrupt(Id, lease.Epoch, CancellationToken.None);
            await Load(CancellationToken.None);
            await StandInLine();
            throw;
        }
        finally
        {
            // After any other failure the attempt may well run. Where it does not, its lease runs out.
            await TellExperiment();
        }

        return true;
    }

    /// <inheritdoc/>
    public async Task Hindered(string? reason)
    {
        if (!wantsSlot)
            return;
        live = Summary with { IsBlocked = reason is not null, Message = reason };
        await TellExperiment();
    }

    /// <inheritdoc/>
    public async Task<bool> GiveWay(string slotId, string reason)
    {
        await Know();
        if (this.lease is not { } lease || lease.SlotId != slotId)
            return false;
        yielding = reason;
        await GrainFactory.GetGrain<ITrainerGrain>(slotId).Stop(lease);
        return true;
    }

    /// <inheritdoc/>
    public async Task Progress(AttemptProgress progress)
    {
        if (!await Holds(progress.Lease))
            return;
        live = Summary with { Step = progress.Step, IterationsPerSecond = progress.IterationsPerSecond };
        await TellExperiment();
    }

    /// <inheritdoc/>
    public async Task MetricsAdded(AttemptLease lease, IReadOnlyList<MetricPoint> points)
    {
        if (await Holds(lease))
            await Experiment.MetricsAdded(Id, points);
    }

    /// <inheritdoc/>
    public async Task EvaluationsAdded(AttemptLease lease, IReadOnlyList<EvaluationRecord> rows, double? objective, IReadOnlyList<double?> others)
    {
        if (!await Holds(lease))
            return;
        if (objective is { } value)
            live = Summary with { ObjectiveValue = double.IsNaN(value) ? null : value, OtherValues = others };
        await Experiment.EvaluationsAdded(rows);
        await TellExperiment();
    }

    /// <inheritdoc/>
    public async Task AttemptEnded(AttemptOutcome outcome)
    {
        if (await Holds(outcome.Lease))
        {
            try
            {
                await End(outcome);
            }
            catch (LeaseLostException lost)
            {
                logger.LogWarning("Trial {Trial} has been taken over; this attempt's end is not recorded: {Reason}", Id, lost.Message);
                await Load(CancellationToken.None);
            }
            catch (StorageException fault)
            {
                // The runner tells it again. Its thread is free, but nothing could be stored of another attempt either.
                await Block(outcome.Lease.SlotId, fault.Message);
                throw;
            }

            await TellExperiment();
        }

        // Also for an attempt that is no longer this trial's: its thread is free now.
        await Scheduler.Release(outcome.Lease.SlotId, Id, outcome.State == AttemptState.Blocked ? outcome.Message : null, outcome.State == AttemptState.Failed);
        LeaveWhenEnded();
    }

    /// <inheritdoc/>
    public async Task LeaseExpired(long epoch)
    {
        await Know();
        if (this.lease is not { } lease || lease.Epoch != epoch || !await trials.InterruptExpired(Id, epoch, CancellationToken.None))
            return;
        logger.LogWarning("The lease of trial {Trial} on {Slot} has run out; it is queued again", Id, lease.SlotId);
        if (this.ending is { } ending)
            await trials.EndQueued(Id, ending.State, ending.Reason, CancellationToken.None);
        await Load(CancellationToken.None);
        await TellExperiment();
    }

    /// <summary>Whether an attempt is the current one. An activation that does not know of it asks the store.</summary>
    private async Task<bool> Holds(AttemptLease lease)
    {
        if (this.lease is null || this.lease.Epoch < lease.Epoch)
            await Load(CancellationToken.None);
        return this.lease?.Epoch == lease.Epoch;
    }

    /// <summary>Nobody asks a trial that has ended, and a study has thousands.</summary>
    private void LeaveWhenEnded()
    {
        if (HasEnded)
            DeactivateOnIdle();
    }

    private Task Know() => live is null ? Load(CancellationToken.None) : Task.CompletedTask;

    /// <summary>What the experiment says of its trials. An activation that was not started by it asks.</summary>
    private async Task<TrialTerms> Terms() => terms ??= await Experiment.Terms();

    private KeyNotFoundException Missing()
    {
        // It may exist by the next call.
        DeactivateOnIdle();
        return new($"There is no trial {Id} in this database.");
    }

    /// <summary>
    /// Finds the slot, and reads what is to run on it, before an attempt stands on record. The first call to a slot may wait for a silo
    /// that has just died, because that one had its place in the directory; a read may wait for a database that has just gone
    /// away. An order that waits so long would cost the attempt its lease.
    /// </summary>
    private async Task<TrialSpec> Prepare(ITrainerGrain trainer)
    {
        try
        {
            await trainer.Current();
            return await trials.Spec(Id, CancellationToken.None);
        }
        catch
        {
            // The scheduler hears of it, and offers the slot again when that has reported.
            await StandInLine();
            throw;
        }
    }

    /// <summary>Begins an attempt, or says why not and stands in line again where that may help.</summary>
    private async Task<AttemptLease?> Begin(string slotId)
    {
        try
        {
            var lease = await trials.BeginAttempt(Id, slotId, times.Lease, CancellationToken.None);
            live = Summary.Begun(lease, times.Lease);
            (this.ending, yielding) = (null, null);
            this.lease = lease;

            // It goes on from its newest checkpoint, and the store knows at which step that was.
            if (lease.Epoch > 1)
                await Load(CancellationToken.None);
            return lease;
        }
        catch (StorageException fault)
        {
            await Block(slotId, fault.Message);
            await StandInLine();
        }
        catch (InvalidOperationException)
        {
            // A refusal means that the store knows better.
            await Load(CancellationToken.None);
            await TellExperiment();
        }

        return null;
    }

    /// <summary>Stores how an attempt ended, and takes the trial to stand as it is stored.</summary>
    private async Task End(AttemptOutcome outcome)
    {
        var (failures, retries) = outcome.State == AttemptState.Failed ? await FailuresAllowed() : default;
        var state = TrialTransitions.After(outcome.State, failures, retries, this.ending?.State);
        if (state == TrialState.Pruned)
            outcome = outcome with { Message = this.ending?.Reason };
        else if (state == TrialState.Queued && outcome.State == AttemptState.Stopped)
            outcome = outcome with { Message = yielding ?? outcome.Message };
        var endedAt = await trials.EndAttempt(outcome, state, CancellationToken.None);
        lease = null;
        live = Summary.Ended(outcome, state, endedAt);
    }

    /// <summary>How many attempts have failed before this one and count, and how many may.</summary>
    private async Task<(int Failures, int Retries)> FailuresAllowed()
    {
        var trial = (await trials.Find(Id, CancellationToken.None))!;

        // They may have been changed since it was started.
        terms = await Experiment.Terms();
        return (trial.Attempts.Count(attempt => attempt.State == AttemptState.Failed && attempt.Epoch > trial.ForgivenAttempts), terms.Retries);
    }

    /// <summary>Shows what is in the way although it cannot be stored, and lets the slot's host rest.</summary>
    private async Task Block(string slotId, string fault)
    {
        live = Summary with { IsBlocked = true, Message = fault };
        await TellExperiment();
        await Scheduler.Release(slotId, Id, fault, hasFailed: false);
    }

    private async Task Load(CancellationToken cancellationToken)
    {
        var stored = await trials.Find(Id, cancellationToken);
        live = stored?.Summary;
        var running = stored?.Attempts.LastOrDefault(attempt => attempt.State == AttemptState.Running);

        // Only the epoch of a lease counts; when it ends is the store's business.
        lease = running is null
            ? null
            : new() { TrialId = Id, Epoch = running.Epoch, SlotId = running.SlotId, ExpiresAt = running.StartedAt + times.Lease };
    }

    private async Task TellExperiment()
    {
        try
        {
            await Experiment.TrialChanged(Summary);
        }
        catch (Exception error)
        {
            logger.LogWarning(error, "Trial {Trial} could not reach its experiment, which will read the store instead", Id);
        }
    }
}
