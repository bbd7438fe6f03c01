using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Grains.Attempts;
using FastOde.Grains.Programs;
using FastOde.Grains.Scheduling;
using FastOde.Grains.Telemetry;
using FastOde.Storage;
using FastOde.Storage.Trials;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Trainers;

/// <summary>One attempt from its start to the moment its trial knows how it ended.</summary>
internal sealed class AttemptRun(
    AttemptOrder order,
    IAttemptProgram program,
    AttemptPreparation preparation,
    AttemptSink sink,
    ITrialGrain trial,
    ITrialStore trials,
    SchedulingTimes times,
    TimeProvider clock,
    ILogger logger)
{
    private bool isSaid;

    /// <summary>What runs.</summary>
    public AttemptOrder Order => order;

    /// <summary>How it stands.</summary>
    public RunProgress Progress => new(order.Lease.SlotId, sink.IterationsPerSecond, sink.Waiting);

    /// <summary>Asks the program to save its state and return.</summary>
    public void Stop() => sink.RequestStop();

    /// <summary>Runs the program on a thread and tells the trial how it ended.</summary>
    /// <param name="thread">The slot's thread.</param>
    /// <param name="freed">Called when the thread is free, before the trial is told.</param>
    /// <param name="closing">No longer waits for a machine that does not allow the end to be stored.</param>
    /// <param name="shutdown">Ends the attempts to reach the trial; its lease then runs out by itself.</param>
    public async Task Run(SlotThread thread, Action freed, CancellationToken closing, CancellationToken shutdown)
    {
        using var ended = new CancellationTokenSource();
        var heartbeat = Beat(ended.Token);
        try
        {
            var outcome = await Watched(thread);
            freed();
            await TellEnd(outcome, closing, shutdown);
        }
        finally
        {
            await ended.CancelAsync();
            await heartbeat;
            sink.Dispose();
        }
    }

    private async Task<AttemptOutcome> Watched(SlotThread thread)
    {
        var start = clock.GetTimestamp();
        using var span = AttemptTelemetry.Begin(order.Lease);
        var outcome = await Execute(thread);
        AttemptTelemetry.End(span, outcome, clock.GetElapsedTime(start));
        return outcome;
    }

    private async Task<AttemptOutcome> Execute(SlotThread thread)
    {
        AttemptResult result;
        try
        {
            var prepared = await preparation.Prepare(order, CancellationToken.None);
            result = await thread.Run(() => program.Run(prepared, sink), program.UsesTorch);
            await sink.Complete();
            if (sink.Failure is { } failure)
                result = Failed(failure);
            else
                RequireEvaluations(result.DueEvaluations.Except(prepared.EvaluatedSteps));
        }
        catch (Exception error)
        {
            await sink.Complete();
            if (sink.Failure is null && !MachineFault.IsIn(error))
                logger.LogError(error, "Trial {Trial}, attempt {Epoch} failed", order.Lease.TrialId, order.Lease.Epoch);
            result = Failed(sink.Failure ?? error);
        }

        return new AttemptOutcome
        {
            Lease = order.Lease,
            State = result.State,
            Step = result.Step,
            IterationsPerSecond = result.IterationsPerSecond,
            NetworkEvaluations = result.NetworkEvaluations,
            WeightsSha256 = result.WeightsSha256,
            Message = result.Message,
        };
    }

    private void RequireEvaluations(IEnumerable<int> due)
    {
        if (due.Except(sink.EvaluatedSteps).FirstOrDefault(-1) is >= 0 and var step)
            throw new InvalidOperationException($"The evaluation of step {step} is not stored, so the trial cannot count as completed.");
    }

    private AttemptResult Failed(Exception error) => new(StateAfter(error), sink.Step) { Message = error.Message };

    // Neither losing the lease nor what the machine does not allow is a fault of the trial's, and must not use up a retry.
    private static AttemptState StateAfter(Exception error) => error switch
    {
        LeaseLostException => AttemptState.Stopped,
        _ when MachineFault.IsIn(error) => AttemptState.Blocked,
        _ => AttemptState.Failed,
    };

    private async Task Beat(CancellationToken ended)
    {
        using var timer = new PeriodicTimer(times.Heartbeat, clock);
        var renewed = clock.GetTimestamp();
        var telling = Task.CompletedTask;
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                var progress = new AttemptProgress
                {
                    Lease = order.Lease,
                    Step = sink.Step,
                    IterationsPerSecond = sink.IterationsPerSecond,
                };
                if (await Renew(progress, ended))
                    renewed = clock.GetTimestamp();
                else if (clock.GetElapsedTime(renewed) > times.Lease)
                    sink.Abandon(new LeaseLostException(order.Lease.TrialId, order.Lease.Epoch));
                if (sink.Failure is LeaseLostException)
                    return;

                // A trial that is slow to answer must not keep the lease from being renewed.
                if (telling.IsCompleted)
                    telling = TellProgress(progress);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The attempt has ended, and so does its heartbeat.
        }
    }

    private async Task<bool> Renew(AttemptProgress progress, CancellationToken ended)
    {
        try
        {
            await trials.Renew(progress, times.Lease, ended);
            isSaid = false;
            return true;
        }
        catch (LeaseLostException lost)
        {
            logger.LogWarning("Trial {Trial} has been taken over: {Reason}", order.Lease.TrialId, lost.Message);
            sink.Abandon(lost);
            return false;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            SayOnce("The lease of trial {Trial} could not be renewed, which is tried again: {Reason}", error);

            // A database that nobody can write to gives the lease to nobody else.
            return error is StorageException;
        }
    }

    private void SayOnce(string message, Exception error)
    {
#pragma warning disable CA2254 // The templates are this class's own.
        if (!isSaid)
            logger.LogWarning(message, order.Lease.TrialId, error.Message);
#pragma warning restore CA2254
        isSaid = true;
    }

    private async Task TellProgress(AttemptProgress progress)
    {
        try
        {
            await trial.Progress(progress);
        }
        catch (Exception error)
        {
            logger.LogDebug(error, "Trial {Trial} did not take its progress", order.Lease.TrialId);
        }
    }

    private async Task TellEnd(AttemptOutcome outcome, CancellationToken closing, CancellationToken shutdown)
    {
        for (var pause = times.Heartbeat; ; pause = pause * 2 < times.Lease ? pause * 2 : times.Lease)
        {
            try
            {
                await trial.AttemptEnded(outcome);
                return;
            }
            catch (Exception error) when (!shutdown.IsCancellationRequested)
            {
                // What cannot be stored by the next start is then found as an interruption.
                if (closing.IsCancellationRequested && MachineFault.IsIn(error))
                    throw;
                SayOnce("Trial {Trial} could not be told how its attempt ended, which is tried again: {Reason}", error);
            }

            await Pause(pause, closing, shutdown);
        }
    }

    private async Task Pause(TimeSpan pause, CancellationToken closing, CancellationToken shutdown)
    {
        try
        {
            await Task.Delay(pause, clock, closing.IsCancellationRequested ? shutdown : closing);
        }
        catch (OperationCanceledException) when (!shutdown.IsCancellationRequested)
        {
            // The process closes: one more try at once.
        }
    }
}
