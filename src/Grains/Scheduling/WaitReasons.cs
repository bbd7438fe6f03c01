namespace FastOde.Grains.Scheduling;

/// <summary>What was said to trials of why they wait, so that each hears it once, and hears when it is over.</summary>
internal sealed class WaitReasons
{
    private readonly Dictionary<string, string> told = new(StringComparer.Ordinal);

    /// <summary>What is new.</summary>
    /// <param name="reasons">Why trials wait that can not be started; those that are not among them have nothing in the way.</param>
    /// <param name="line">Who waits.</param>
    /// <returns>The trials that are to say it; with null, that nothing is in the way any more.</returns>
    public IReadOnlyList<(string TrialId, string? Reason)> News(IReadOnlyDictionary<string, string> reasons, WaitingLine line)
    {
        List<(string TrialId, string? Reason)> news = [];
        foreach (var trialId in told.Keys.Where(trialId => !reasons.ContainsKey(trialId)).ToList())
        {
            told.Remove(trialId);
            if (line.Find(trialId) is not null)
                news.Add((trialId, null));
        }

        foreach (var (trialId, reason) in reasons.Where(reason => told.GetValueOrDefault(reason.Key) != reason.Value))
            news.Add((trialId, told[trialId] = reason));
        return news;
    }
}
