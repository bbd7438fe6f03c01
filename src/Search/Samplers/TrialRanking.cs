using FastOde.Search.Pareto;

namespace FastOde.Search.Samplers;

/// <summary>
/// Trials from best to worst, as samplers compare them. Those that meet all demands on results come first: with one objective by
/// its value, with several by their front and within it those in thinly settled parts before others (Deb et al., NSGA-II, 2002).
/// Then come the others by how much they miss, and last those that ended without comparable values.
/// </summary>
internal static class TrialRanking
{
    /// <summary>The trials that have ended, best first.</summary>
    internal static List<SuggestedTrial> Of(IEnumerable<SuggestedTrial> trials)
    {
        var ended = trials.Where(trial => trial.Outcome != TrialOutcome.Unfinished).ToList();
        return
        [
            .. ByValue(ended.FindAll(trial => trial is { IsComparable: true, Violation: <= 0 })),
            .. ended.Where(trial => trial is { IsComparable: true, Violation: > 0 }).OrderBy(trial => trial.Violation),
            .. ended.Where(trial => !trial.IsComparable),
        ];
    }

    /// <summary>
    /// How far the neighbours of each of some points are apart, over all values, each in units of its range; infinite for the
    /// ends. More is better.
    /// </summary>
    internal static double[] Crowding(IReadOnlyList<IReadOnlyList<double>> points)
    {
        var apart = new double[points.Count];
        for (var value = 0; points.Count > 0 && value < points[0].Count; value++)
        {
            var order = Enumerable.Range(0, points.Count).OrderBy(index => points[index][value]).ToArray();
            var range = points[order[^1]][value] - points[order[0]][value];
            (apart[order[0]], apart[order[^1]]) = (double.PositiveInfinity, double.PositiveInfinity);
            for (var place = 1; place < order.Length - 1 && range > 0; place++)
                apart[order[place]] += (points[order[place + 1]][value] - points[order[place - 1]][value]) / range;
        }

        return apart;
    }

    private static IEnumerable<SuggestedTrial> ByValue(List<SuggestedTrial> trials)
    {
        if (trials.Count == 0 || trials[0].Values.Count == 1)
            return trials.OrderBy(trial => trial.Values[0]);
        var fronts = Dominance.Fronts([.. trials.Select(trial => trial.Values)]);
        return trials.Index().GroupBy(trial => fronts[trial.Index]).OrderBy(front => front.Key).SelectMany(front =>
        {
            var members = front.Select(member => member.Item).ToArray();
            var apart = Crowding([.. members.Select(member => member.Values)]);
            return members.Index().OrderByDescending(member => apart[member.Index]).Select(member => member.Item);
        });
    }
}
