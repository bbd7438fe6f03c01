using FastOde.Contracts.Trials;
using FastOde.Grains.Programs;
using FastOde.Storage.Trials;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Trainers;

/// <summary>One attempt from its start to the moment its trial knows how it ended.</summary>
internal sealed class AttemptRun(
    AttemptOrder order,
    IAttemptProgram program,
    AttemptRecorder recorder,
    ITrialGrain trial,
    ITrialStore trials,
    SchedulingTimes times,
    TimeProvider clock,
    ILogger logger)
{
    /// <summary>What runs.</summary>
    public AttemptOrder Order => order;

    /// <summary>Asks the program to save its state and return.</summary>
    public void Stop() => recorder.Stop();

    /// <summary>Runs the program on a thread and tells the trial how it ended.</summary>
    /// <param name="thread">The slot's thread.</param>
    /// <param name="freed">Called when the thread is free, before the trial is told.</param>
    /// <param name="shutdown">Ends the attempts to reach the trial; its lease then runs out by itself.</param>
    public async Task Run(SlotThread thread, Action freed, CancellationToken shutdown)
    {
        using var ended = new CancellationTokenSource();
        var heartbeat = Beat(ended.Token);
        try
        {
            var outcome = await Execute(thread);
            freed();
            await TellEnd(outcome, shutdown);
        }
        finally
        {
            await ended.CancelAsync();
            await heartbeat;
            recorder.Dispose();
        }
    }

    private async Task<AttemptOutcome> Execute(SlotThread thread)
    {
        AttemptResult result;
        try
        {
            result = await thread.Run(() => program.Run(order, recorder, recorder.StopToken), program.UsesTorch);
            await recorder.Complete();
            if (recorder.Failure is { } failure) result = Failed(failure);
            else await recorder.RequireEvaluations(result.DueEvaluations);
        }
        catch (Exception error)
        {
            await recorder.Complete();
            if (recorder.Failure is null)
                logger.LogError(error, "Trial {Trial}, attempt {Epoch} failed", order.Lease.TrialId, order.Lease.Epoch);
            result = Failed(recorder.Failure ?? error);
        }

        return new AttemptOutcome
        {
            Lease = order.Lease,
            State = result.State,
            Step = result.Step,
            IterationsPerSecond = result.IterationsPerSecond,
            WeightsSha256 = result.WeightsSha256,
            Message = result.Message,
        };
    }

    // Losing the lease is no fault of the trial's and must not use up a retry.
    private AttemptResult Failed(Exception error) =>
        new(error is LeaseLostException ? AttemptState.Stopped : AttemptState.Failed, recorder.Step) { Message = error.Message };

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
                    Step = recorder.Step,
                    IterationsPerSecond = recorder.IterationsPerSecond,
                };
                if (await Renew(progress, ended)) renewed = clock.GetTimestamp();
                else if (clock.GetElapsedTime(renewed) > times.Lease) recorder.Abandon(new LeaseLostException(order.Lease.TrialId, order.Lease.Epoch));
                if (recorder.Failure is LeaseLostException) return;

                recorder.Flush();

                // A trial that is slow to answer must not keep the lease from being renewed.
                if (telling.IsCompleted) telling = TellProgress(progress);
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
            return true;
        }
        catch (LeaseLostException lost)
        {
            logger.LogWarning(lost, "Trial {Trial} has been taken over", order.Lease.TrialId);
            recorder.Abandon(lost);
            return false;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            logger.LogWarning(error, "The lease of trial {Trial} could not be renewed", order.Lease.TrialId);
            return false;
        }
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

    private async Task TellEnd(AttemptOutcome outcome, CancellationToken shutdown)
    {
        while (true)
        {
            try
            {
                await trial.AttemptEnded(outcome);
                return;
            }
            catch (Exception error) when (!shutdown.IsCancellationRequested)
            {
                logger.LogWarning(error, "Trial {Trial} could not be told how its attempt ended; trying again", order.Lease.TrialId);
            }

            await Task.Delay(times.Heartbeat, clock, shutdown);
        }
    }
}
