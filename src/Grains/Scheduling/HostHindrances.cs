using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Scheduling;

/// <summary>
/// What hosts themselves say keeps them from starting attempts, such as a disk that is nearly full. Unlike a fault that an
/// attempt has met, it needs no trial to find out that it is over.
/// </summary>
/// <param name="logger">Told when a hindrance comes and when it goes.</param>
internal sealed class HostHindrances(ILogger logger)
{
    private readonly Dictionary<string, string> hindrances = new(StringComparer.Ordinal);

    /// <summary>What keeps a host from starting attempts; null where nothing does.</summary>
    public string? Of(string host) => hindrances.GetValueOrDefault(host);

    /// <summary>Takes in what a host says.</summary>
    /// <param name="host">The host.</param>
    /// <param name="hindrance">What is in the way; null for nothing.</param>
    public void Note(string host, string? hindrance)
    {
        if (Of(host) == hindrance)
            return;
        if (hindrance is null)
        {
            hindrances.Remove(host);
            logger.LogWarning("{Host} starts trials again", host);
            return;
        }

        hindrances[host] = hindrance;
        logger.LogWarning("{Host} starts no trials, which wait and go on by themselves: {Hindrance}", host, hindrance);
    }
}
