using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Measurements;
using FastOde.Analysis.Trials;

namespace FastOde.Analysis.Tests.TestSupport;

/// <summary>Small results for tests: two couplings, two seeds each, unless a test says otherwise.</summary>
internal static class Sample
{
    public static TrialResult Trial(int number, string coupling = "independent", string? endedEarly = null) => new()
    {
        Id = $"1-{number}",
        Number = number,
        Seed = (number - 1) % 2,
        Label = coupling,
        Assignment = $"coupling.kind {coupling}",
        EndedEarly = endedEarly,
    };

    public static IReadOnlyList<TrialResult> Trials() => [Trial(1), Trial(2), Trial(3, "learned"), Trial(4, "learned")];

    public static TrialGroups<TrialResult> Groups(params IEnumerable<TrialResult> trials) => new(trials);

    public static Measurement Row(string trial, double value, double number = 4, string metric = "wasserstein2", int step = 1000, double? nfe = null, string solver = "euler", double? floor = null) => new()
    {
        TrialId = trial,
        Step = step,
        Metric = metric,
        Solver = solver,
        Number = number,
        Steps = (int)Math.Max(1, number),
        Nfe = nfe ?? number,
        Value = value,
        Floor = floor,
    };

    /// <summary>Compares by W2 with Euler, unless a test says otherwise.</summary>
    public static Comparison Compare(TrialGroups<TrialResult> groups, IEnumerable<Measurement> rows, string metric = "wasserstein2", string solver = "euler", Objective? objective = null) =>
        Comparison.Of(groups, EqualSteps.Of(groups.All, rows), metric, solver, objective);

    /// <summary>Assignments with two seeds at most; what an assignment has of one metric are the values of its seeds.</summary>
    public static (TrialGroups<TrialResult> Groups, EqualSteps Steps) Measured(params IReadOnlyList<(string Metric, double Number, double Value)>[] assignments)
    {
        List<TrialResult> trials = [];
        List<Measurement> rows = [];
        foreach (var (index, values) in assignments.Index())
        {
            foreach (var (seed, value, metric, number) in values.GroupBy(value => value.Metric).SelectMany(metric => metric.Select((value, seed) => (seed, value.Value, value.Metric, value.Number))))
            {
                var trial = Trial((2 * index) + seed + 1, $"assignment {index}");
                if (!trials.Contains(trial))
                    trials.Add(trial);
                rows.Add(Row(trial.Id, value, number, metric));
            }
        }

        var groups = Groups(trials);
        return (groups, EqualSteps.Of(groups.All, rows));
    }
}
