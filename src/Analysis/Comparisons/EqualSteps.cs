using System.Globalization;
using FastOde.Analysis.Measurements;
using FastOde.Analysis.Trials;

namespace FastOde.Analysis.Comparisons;

/// <summary>
/// The measurements that may be compared: those of one training step, by default the largest that all trials shown have.
/// A trial that ended early takes no part while others were evaluated, because it would hold them back. What is left out
/// is said, and why.
/// </summary>
public sealed class EqualSteps
{
    private const int MostTrials = 5;
    private readonly Dictionary<string, string> reasonById;

    private EqualSteps(int? step, IReadOnlyList<(int, int)> steps, IReadOnlyList<IMeasurement> rows, Dictionary<string, string> reasonById) =>
        (Step, Steps, Rows, this.reasonById) = (step, steps, rows, reasonById);

    /// <summary>The step at which the trials are compared; null where none was evaluated.</summary>
    public int? Step { get; }

    /// <summary>Every step at which a trial that takes part was evaluated, and how many were; the largest first.</summary>
    public IReadOnlyList<(int Step, int Trials)> Steps { get; }

    /// <summary>The rows at <see cref="Step"/> of the trials that take part.</summary>
    public IReadOnlyList<IMeasurement> Rows { get; }

    /// <summary>The trials whose rows these are.</summary>
    public IReadOnlyList<string> TrialIds => [.. Rows.Select(row => row.TrialId).Distinct()];

    /// <summary>Which trials are left out, and why: a line, or none where all take part.</summary>
    public IReadOnlyList<string> Notes => reasonById.Count == 0
        ? []
        : [$"Left out: {string.Join("; ", reasonById.GroupBy(pair => pair.Value, pair => pair.Key).Select(Part))}."];

    /// <summary>Picks the step and its rows.</summary>
    /// <param name="trials">The trials that are to be compared.</param>
    /// <param name="rows">Evaluation rows, also of other trials.</param>
    /// <param name="step">
    /// A step that was asked for; where no trial has it, and where it is null, the largest that all have, and where there is
    /// no such step, the largest of those that most have.
    /// </param>
    public static EqualSteps Of(IEnumerable<ITrialResult> trials, IEnumerable<IMeasurement> rows, int? step = null)
    {
        var shown = trials.ToList();
        var rowsById = rows.ToLookup(row => row.TrialId);
        var evaluated = shown.FindAll(trial => rowsById.Contains(trial.Id));
        var taking = evaluated.FindAll(trial => trial.EndedEarly is null);
        if (taking.Count == 0)
            taking = evaluated;

        List<(int Step, int Trials)> steps =
        [
            .. taking.SelectMany(trial => rowsById[trial.Id].Select(row => row.Step).Distinct())
                .GroupBy(at => at, (at, all) => (at, all.Count()))
                .OrderByDescending(pair => pair.at),
        ];
        var chosen = steps.Exists(pair => pair.Step == step) ? step : steps.Count == 0 ? (int?)null : steps.MaxBy(pair => pair.Trials).Step;
        var taken = taking.ToDictionary(trial => trial.Id, trial => rowsById[trial.Id].Where(row => row.Step == chosen).ToList());
        return new EqualSteps(
            chosen,
            steps,
            [.. taken.Values.SelectMany(own => own)],
            shown.Where(trial => taken.GetValueOrDefault(trial.Id) is not { Count: > 0 })
                .ToDictionary(trial => trial.Id, trial => Reason(trial, rowsById.Contains(trial.Id), chosen)));
    }

    private static string Reason(ITrialResult trial, bool isEvaluated, int? step) =>
        trial.EndedEarly ?? (isEvaluated ? string.Create(CultureInfo.InvariantCulture, $"no evaluation at step {step:N0}") : "no evaluation yet");

    private static string Part(IGrouping<string, string> reason)
    {
        List<string> ids = [.. reason];
        var more = ids.Count > MostTrials ? $" and {ids.Count - MostTrials} more" : "";
        return $"{(ids.Count == 1 ? "trial" : "trials")} {string.Join(", ", ids.Take(MostTrials))}{more} ({reason.Key})";
    }
}
