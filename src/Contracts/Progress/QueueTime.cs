using FastOde.Contracts.Results;

namespace FastOde.Contracts.Progress;

/// <summary>Time until all trials have ended: running ones go on, and each waiting one takes the first place that becomes free.</summary>
public static class QueueTime
{
    // A trial that has just ended leaves its place to the next, which takes a moment to begin.
    private static readonly TimeSpan Handover = TimeSpan.FromSeconds(10);

    /// <summary>The time, or null where nothing runs or nothing is known yet.</summary>
    /// <param name="trials">The trials as they stand.</param>
    /// <param name="pace">How long they take.</param>
    /// <param name="now">The time.</param>
    /// <param name="coming">Trials that are not stored yet; they are taken to be as long as the others are on average.</param>
    public static TimeSpan? Left(IReadOnlyCollection<TrialSummary> trials, TrialPace pace, DateTimeOffset now, int coming = 0)
    {
        var running = trials.Where(trial => trial.State == TrialState.Running).ToList();
        var queued = trials.Where(trial => trial.State == TrialState.Queued).ToList();
        var places = new PriorityQueue<double, double>();
        foreach (var trial in running)
        {
            if (pace.SecondsLeft(trial) is not { } seconds)
                return null;

            places.Enqueue(seconds, seconds);
        }

        for (var free = Math.Min(PlacesLeft(trials, now), queued.Count); free > 0; free--)
            places.Enqueue(0, 0);

        return places.Count == 0 ? null : Left(places, queued, pace, coming > 0 ? coming * pace.WholeTrial(trials.Average(trial => trial.Iterations)) : 0);
    }

    /// <summary>Places that trials have just left and no other has taken yet.</summary>
    private static int PlacesLeft(IReadOnlyCollection<TrialSummary> trials, DateTimeOffset now)
    {
        var ends = trials.Where(trial => trial.StartedAt is not null && now - trial.EndedAt < Handover).Select(trial => trial.EndedAt!.Value).ToList();
        return ends.Count == 0 ? 0 : Math.Max(0, ends.Count - trials.Count(trial => trial.StartedAt >= ends.Min()));
    }

    private static TimeSpan? Left(PriorityQueue<double, double> places, List<TrialSummary> queued, TrialPace pace, double? coming)
    {
        var last = places.UnorderedItems.Max(place => place.Element);
        foreach (var trial in queued)
        {
            if (pace.SecondsLeft(trial) is not { } seconds)
                return null;

            var end = places.Dequeue() + seconds;
            places.Enqueue(end, end);
            last = Math.Max(last, end);
        }

        // So many that they fill all places alike.
        last += coming / places.Count ?? double.PositiveInfinity;
        return last < TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(last) : null;
    }
}
