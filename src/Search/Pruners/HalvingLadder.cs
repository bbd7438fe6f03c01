using System.Globalization;

namespace FastOde.Search.Pruners;

/// <summary>
/// Asynchronous successive halving: with n trials at a rung, the best ⌊n/η⌋ of them go on, and at least one. A trial that ties with
/// the last of these goes on too. A judgement takes O(log n); finding p trials to promote takes O(p log n) a rung.
/// </summary>
/// <param name="rungs">Steps of the rungs, rising. At the last one trials are done, and nothing is judged.</param>
/// <param name="reduction">η, at least 2.</param>
/// <param name="bracket">How messages name the ladder beside others; empty for one alone.</param>
/// <param name="competes">Which trials it judges.</param>
internal sealed class HalvingLadder(IReadOnlyList<int> rungs, int reduction, string bracket, Func<ReportedTrial, bool> competes)
{
    internal bool Competes(ReportedTrial trial) => competes(trial);

    internal PruningDecision Judge(ReportHistory known, ReportedTrial trial)
    {
        if (Reached(rungs, trial) is not { } rung)
            return PruningDecision.NothingToJudge;
        var reached = known.Ranking(new RungRule(this, rungs[rung]));
        var value = reached.ValueOf(trial.Number)!.Value;
        var where = string.Create(CultureInfo.InvariantCulture, $"rung {rung + 1} of {rungs.Count}{bracket}, step {rungs[rung]:N0}");
        if (double.IsPositiveInfinity(value))
            return PruningDecision.Stop($"its value at {where} is no finite number", rung + 1);
        var quota = Quota(reached.Count, reduction);
        var standing = $"number {reached.Better(value) + 1} of {reached.Count} at {where}, of which the first {quota} {(quota == 1 ? "goes" : "go")} on";
        return reached.Better(value) < quota ? PruningDecision.GoOn(standing) : PruningDecision.Stop(standing, rung + 1);
    }

    internal IEnumerable<int> Promotable(ReportHistory known)
    {
        for (var rung = rungs.Count - 2; rung >= 0; rung--)
        {
            var rule = new RungRule(this, rungs[rung]);
            var reached = known.Ranking(rule);
            var waiting = known.Ranking(new WaitingRule(rule, rungs[rung], rungs[rung + 1]));
            foreach (var trial in waiting.Subjects.TakeWhile(trial => Passes(waiting.ValueOf(trial)!.Value)))
                yield return trial;

            bool Passes(double value) => double.IsFinite(value) && reached.Better(value) < Quota(reached.Count, reduction);
        }
    }

    /// <summary>How many of those at a rung go on.</summary>
    internal static int Quota(int count, int reduction) => Math.Max(1, count / reduction);

    /// <summary>The highest rung that a trial has reached by its newest report; null where that is none, or the last.</summary>
    internal static int? Reached(IReadOnlyList<int> rungs, ReportedTrial trial)
    {
        var rung = rungs.Count - 1;
        while (rung >= 0 && !(trial.Last?.Step >= rungs[rung]))
            rung--;
        return rung >= 0 && rung < rungs.Count - 1 && trial.JustReached(rungs[rung]) ? rung : null;
    }
}
