using FastOde.Analysis.Measurements;
using FastOde.Contracts.Results;
using FastOde.Search.Samplers;
using FastOde.Search.Spaces;
using FastOde.Specs;

namespace FastOde.Grains.Specs;

/// <summary>Stored trials in the words of samplers. A trial that stands as it stood is not translated again.</summary>
/// <param name="objective">What is optimised; null where the experiment only compares.</param>
/// <param name="earlier">What was known before the first of them.</param>
internal sealed class KnownTrials(ObjectiveSpec? objective, IReadOnlyList<EarlierResult> earlier)
{
    private readonly Goals? goals = objective?.Goals();
    private readonly List<TrialSummary?> sources = [];
    private readonly List<SuggestedTrial> trials = [];

    /// <summary>
    /// What was known before the first of them. By how much one misses the demands depends on these alone, so that it stays the same.
    /// </summary>
    internal IReadOnlyList<SuggestedTrial> Earlier { get; } = objective is null ? [] : Suggested(objective.Goals(), earlier);

    /// <summary>The trials by number. By how much one misses the demands depends on all that are known.</summary>
    internal IReadOnlyList<SuggestedTrial> Trials => goals is { Demands.Count: > 0 } ? WithViolations(goals) : trials;

    /// <summary>The numbers of those that have not ended.</summary>
    internal IReadOnlyList<int> Pending =>
        [.. trials.Where(trial => trial.Outcome == TrialOutcome.Unfinished).Select(trial => trial.Number)];

    /// <summary>Takes in all trials as they are stored.</summary>
    /// <param name="stored">The trials by number.</param>
    internal void Tell(IEnumerable<TrialSummary> stored)
    {
        var count = 0;
        foreach (var trial in stored)
        {
            if (count == trials.Count)
            {
                sources.Add(trial);
                trials.Add(Known(trial, new Assignment(trial.Parameters)));
            }
            else if (!ReferenceEquals(sources[count], trial))
            {
                var before = trials[count].Assignment;
                sources[count] = trial;
                trials[count] = Known(trial, before.Equals(trial.Parameters) ? before : new Assignment(trial.Parameters));
            }

            count++;
        }

        sources.RemoveRange(count, sources.Count - count);
        trials.RemoveRange(count, trials.Count - count);
    }

    /// <summary>Takes in a trial that was just suggested.</summary>
    internal void Add(int number, Assignment assignment)
    {
        sources.Add(null);
        trials.Add(new(number, assignment, TrialOutcome.Unfinished));
    }

    private SuggestedTrial Known(TrialSummary trial, Assignment assignment) => new(trial.Number, assignment, TrialOutcomes.Of(trial.State))
    {
        Values = Minimised(goals, trial.ObjectiveValue, trial.OtherValues),
    };

    private static IReadOnlyList<double> Minimised(Goals? goals, double? value, IReadOnlyList<double?> others) => goals?.Point(value, others) is { } point
        ? [.. point.Zip(goals.Objectives, (own, objective) => objective.Maximize ? -own : own)]
        : [];

    private static IReadOnlyList<SuggestedTrial> Suggested(Goals goals, IReadOnlyList<EarlierResult> earlier)
    {
        var violations = goals.Violations([.. earlier.Select(result => result.OtherValues)]);
        return [.. earlier.Zip(violations, (result, violation) => new SuggestedTrial(0, new Assignment(result.Parameters), TrialOutcome.Completed)
        {
            Values = Minimised(goals, result.Value, result.OtherValues),
            Violation = violation,
        })];
    }

    private List<SuggestedTrial> WithViolations(Goals demanding)
    {
        List<int> ended = [.. Enumerable.Range(0, trials.Count).Where(index => trials[index].IsComparable)];
        var violations = demanding.Violations([.. ended.Select(index => sources[index]!.OtherValues), .. earlier.Select(result => result.OtherValues)]);
        List<SuggestedTrial> known = [.. trials];
        foreach (var (place, index) in ended.Index())
            known[index] = known[index] with { Violation = violations[place] };
        return known;
    }
}
