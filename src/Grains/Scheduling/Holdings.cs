using FastOde.Contracts.Trials;

namespace FastOde.Grains.Scheduling;

/// <summary>How many slots experiments and users hold at a moment.</summary>
internal sealed class Holdings
{
    private readonly Dictionary<long, int> byExperiment = [];
    private readonly Dictionary<string, int> byUser = new(StringComparer.Ordinal);

    /// <summary>Slots that an experiment holds.</summary>
    public int Of(long experimentId) => byExperiment.GetValueOrDefault(experimentId);

    /// <summary>Slots that all experiments of a user hold; none where nobody said who that is.</summary>
    public int Of(string? user) => user is null ? 0 : byUser.GetValueOrDefault(user);

    /// <summary>An experiment takes a slot.</summary>
    public void Take(long experimentId, SlotTerms terms) => Add(experimentId, terms, 1);

    /// <summary>An experiment gives a slot back.</summary>
    public void Give(long experimentId, SlotTerms terms) => Add(experimentId, terms, -1);

    private void Add(long experimentId, SlotTerms terms, int slots)
    {
        byExperiment[experimentId] = Of(experimentId) + slots;
        if (terms.User is { } user)
            byUser[user] = Of(user) + slots;
    }
}
