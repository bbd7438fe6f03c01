using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Experiments;

/// <summary>Asks trials for something, one after the other. One that does not answer is asked again by the next comparison.</summary>
/// <param name="grains">Where they are found.</param>
/// <param name="logger">Told of those that do not answer.</param>
internal sealed class TrialRequests(IGrainFactory grains, ILogger logger)
{
    /// <summary>Asks some trials.</summary>
    /// <param name="trials">The trials.</param>
    /// <param name="isWanted">Whether it still is wanted; where it is not, the others are not asked.</param>
    /// <param name="note">Told of each before it is asked.</param>
    /// <param name="request">Asks one.</param>
    public async Task Ask(
        IReadOnlyList<TrialSummary> trials, Func<bool> isWanted, Action<TrialSummary> note, Func<ITrialGrain, TrialSummary, Task> request)
    {
        foreach (var trial in trials)
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
