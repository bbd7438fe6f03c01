using FastOde.Search.Pruners;
using FastOde.Search.Samplers;

namespace FastOde.Search.Tests.Pruners;

/// <summary>Trials with reports, in few words.</summary>
internal static class Reports
{
    internal static readonly PruningProblem Problem = new() { Steps = 100, Assignments = 100, Seeds = 2 };

    /// <summary>A trial that reported at steps 1, 2, 3 …; its assignment is its number less one.</summary>
    internal static ReportedTrial Trial(int number, params double[] values) => new()
    {
        Number = number,
        Assignment = number - 1,
        Seed = 0,
        Reports = [.. values.Select((value, index) => new TrialReport(index + 1, value))],
    };

    /// <summary>A seed of an assignment that reported once.</summary>
    internal static ReportedTrial Seed(int number, int assignment, long seed, int step, double value) => new()
    {
        Number = number,
        Assignment = assignment,
        Seed = seed,
        Reports = [new(step, value)],
    };

    internal static ReportedTrial Completed(this ReportedTrial trial) => trial with { Outcome = TrialOutcome.Completed };

    internal static ReportedTrial Stopped(this ReportedTrial trial) => trial with { Outcome = TrialOutcome.Pruned };
}
