using System.Globalization;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Specs.Words;

namespace FastOde.Silo.Progress;

/// <summary>How progress is put into words.</summary>
internal static class ProgressText
{
    /// <summary>Id, assignment and seed.</summary>
    public static string Name(TrialSummary trial) => VisibleText.Of($"{trial.Id} {trial.Label}, seed {trial.Seed}");

    /// <summary>A name beside a bar, which has one line: what is too long ends in an ellipsis. The id comes first.</summary>
    public static string Cut(string name, int width) => name.Length <= width ? name : name[..Math.Max(1, width - 1)] + "…";

    /// <summary>The line of a trial that has begun or goes on after a restart.</summary>
    public static string Started(TrialSummary trial) =>
        trial.Attempts > 1 ? $"{Name(trial)}: attempt {trial.Attempts} from step {trial.Step}" : $"{Name(trial)}: started";

    /// <summary>The line of a trial under way.</summary>
    public static string Moved(TrialSummary trial) =>
        string.Create(CultureInfo.InvariantCulture, $"{Name(trial)}: {Percent(trial)} % ({trial.Step} of {trial.Iterations}){Speed(trial)}");

    /// <summary>The line of a trial that has ended, with the reason where it did not complete.</summary>
    public static string Ended(TrialSummary trial)
    {
        var state = trial.State.ToString().ToLowerInvariant();
        return trial.State == TrialState.Completed
            ? $"{Name(trial)}: {state}{Work(trial)}{Objective(trial)}"
            : $"{Name(trial)}: {state} at step {trial.Step}{(trial.Message is { } message ? ": " + VisibleText.Of(message) : "")}";
    }

    /// <summary>Iterations a second and time left, each after a comma; empty before the first is known.</summary>
    public static string Speed(TrialSummary trial) =>
        TimeLeft(trial) is { } left ? $"{Rate(trial)}, {NumberText.Duration(left)} left" : Rate(trial);

    /// <summary>The same in few characters, for beside a bar.</summary>
    public static string BriefSpeed(TrialSummary trial) => trial.IterationsPerSecond is > 0 and { } rate
        ? $"{NumberText.Brief(rate)} it/s{(TimeLeft(trial) is { } left ? $", {NumberText.Duration(left)} left" : "")}"
        : "";

    /// <summary>Time left at a trial's rate, or null where that says nothing.</summary>
    private static TimeSpan? TimeLeft(TrialSummary trial) =>
        trial.IterationsPerSecond is > 0 and { } rate && (trial.Iterations - trial.Step) / rate is var seconds && seconds < TimeSpan.MaxValue.TotalSeconds / 2
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>Whole per cent of the steps done.</summary>
    public static int Percent(TrialSummary trial) =>
        trial.Iterations == 0 ? 100 : (int)(100L * trial.Step / trial.Iterations);

    /// <summary>A test function takes no step.</summary>
    private static string Work(TrialSummary trial) =>
        trial.Step == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {trial.Step} iterations{Rate(trial)}");

    private static string Objective(TrialSummary trial) =>
        trial.ObjectiveValue is { } value ? string.Create(CultureInfo.InvariantCulture, $", objective {value:G4}") : "";

    private static string Rate(TrialSummary trial) =>
        trial.IterationsPerSecond is > 0 and { } rate ? $", {NumberText.Brief(rate)} iterations/s" : "";
}
