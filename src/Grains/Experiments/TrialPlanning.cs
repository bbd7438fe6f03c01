using FastOde.Contracts.Results;

namespace FastOde.Grains.Experiments;

/// <summary>Adds the next trials of an experiment while there is room, one run at a time; what changes which these are waits for its end.</summary>
/// <param name="supply">Stores them.</param>
/// <param name="board">Has room for them.</param>
/// <param name="wanted">The experiment; null while nothing is to be added.</param>
/// <param name="added">Is told of those that were added.</param>
/// <param name="fault">Is told why none could be added.</param>
internal sealed class TrialPlanning(
    TrialSupply supply, TrialBoard board, Func<ExperimentDetail?> wanted, Action<IReadOnlyList<TrialSummary>> added, Action<Exception> fault)
{
    private Task last = Task.CompletedTask;

    /// <summary>Adds what there is room for, unless that is being done.</summary>
    public Task Run() => last.IsCompleted ? last = AddAll() : Task.CompletedTask;

    /// <summary>Makes a change while nothing is added.</summary>
    /// <param name="change">The change.</param>
    public async Task Apart(Func<Task> change)
    {
        while (!last.IsCompleted)
            await last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await (last = change());
    }

    private async Task AddAll()
    {
        try
        {
            while (wanted() is { } experiment && await Room(experiment) is > 0 and var room)
            {
                var trials = await supply.Add(experiment, room, board.Trials);
                if (trials is { Count: 0 })
                    return;
                if (trials is null)
                    board.Plan(0);
                board.Add(trials ?? []);
                added(trials ?? []);
            }
        }
        catch (Exception error)
        {
            fault(error);
        }
    }

    private async Task<int> Room(ExperimentDetail experiment)
    {
        var (line, stock) = await supply.Wanted(experiment);
        return wanted() is null ? 0 : board.Room(line, stock);
    }
}
