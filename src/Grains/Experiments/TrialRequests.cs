using FastOde.Contracts.Results;
using FastOde.Contracts.Trainers;
using FastOde.Contracts.Trials;
using FastOde.Storage.Trials;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Experiments;

/// <summary>
/// Asks the trials of an experiment for what is wanted of it, one after the other, as far as they do not do it yet. One that does
/// not answer is asked again by the next comparison.
/// </summary>
/// <param name="board">Knows how they stand, and who was asked.</param>
/// <param name="trials">Where those that wait are ended.</param>
/// <param name="grains">Where they are found.</param>
/// <param name="logger">Told of those that do not answer.</param>
internal sealed class TrialRequests(TrialBoard board, ITrialStore trials, IGrainFactory grains, ILogger logger)
{
    /// <summary>Has those that wait get in line.</summary>
    /// <param name="line">Most trials that run or wait in line.</param>
    /// <param name="terms">What their experiment says of them.</param>
    /// <param name="again">Whether to ask those that were asked already too.</param>
    /// <param name="isWanted">Whether it still is wanted; where it is not, the others are not asked.</param>
    public Task Start(int line, TrialTerms terms, bool again, Func<bool> isWanted) =>
        Ask(board.ToStart(line, again), isWanted, board.PutInLine, (grain, trial) => grain.Start(trial, terms));

    /// <summary>Has those that run stop after a checkpoint, and those in line leave it.</summary>
    /// <param name="again">Whether to ask those that were asked already too.</param>
    /// <param name="isWanted">Whether it still is wanted; where it is not, the others are not asked.</param>
    public Task Pause(bool again, Func<bool> isWanted) => Ask(board.ToPause(again), isWanted, board.Told, (grain, _) => grain.Pause());

    /// <summary>Has some of those that run end, because others promise more.</summary>
    /// <param name="due">Their numbers, and why.</param>
    /// <param name="again">Whether to ask those that were asked already too.</param>
    /// <param name="isWanted">Whether it still is wanted; where it is not, the others are not asked.</param>
    public Task Prune(IReadOnlyDictionary<int, string> due, bool again, Func<bool> isWanted) =>
        Ask(board.ToPrune(due.Keys, again), isWanted, board.Told, (grain, trial) => grain.Prune(due[trial.Number]));

    /// <summary>Ends all: those that wait in the store, where no attempt can begin any more; those that run are told.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="reread">Reads how they stand after that.</param>
    /// <param name="again">Whether to ask those that were asked already too.</param>
    /// <param name="isWanted">Whether it still is wanted; where it is not, the others are not asked.</param>
    public async Task Cancel(long experimentId, Func<Task> reread, bool again, Func<bool> isWanted)
    {
        if (board.HasQueued)
        {
            await grains.GetGrain<ISlotSchedulerGrain>(0).WithdrawExperiment(experimentId);
            await trials.CancelQueued(experimentId, CancellationToken.None);
            await reread();
        }

        await Ask(board.ToCancel(again), isWanted, board.Told, (grain, _) => grain.Cancel());
    }

    private async Task Ask(
        IReadOnlyList<TrialSummary> asked, Func<bool> isWanted, Action<TrialSummary> note, Func<ITrialGrain, TrialSummary, Task> request)
    {
        foreach (var trial in asked)
        {
            if (!isWanted())
                return;
            note(trial);
            try
            {
                await request(grains.GetGrain<ITrialGrain>(trial.Id), trial);
            }
            catch (Exception error)
            {
                logger.LogError(error, "Trial {Trial} did not answer; it is asked again shortly", trial.Id);
            }
        }
    }
}
