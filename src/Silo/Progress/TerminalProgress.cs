using System.Globalization;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Dashboard.Live;
using Spectre.Console;

namespace FastOde.Silo.Progress;

/// <summary>A bar for the study and one for each running trial; a trial that ends leaves a line above the bars.</summary>
/// <param name="console">The terminal.</param>
/// <param name="time">The clock.</param>
/// <param name="errors">Standard error, where it is the same terminal.</param>
internal sealed class TerminalProgress(IAnsiConsole console, TimeProvider time, LinesAboveBars? errors = null) : IProgressDisplay
{
    /// <summary>What percentage, rate and gaps take.</summary>
    private const int BesideBar = 33;

    /// <summary>The whole of a larger study is not added up at every change.</summary>
    private const int AlwaysCounted = 1000;

    private static readonly TimeSpan CountAgain = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, TrialSummary> trials = [];
    private readonly Dictionary<long, int> counts = [];
    private readonly Dictionary<string, ProgressTask> bars = [];
    private readonly RateColumn rates = new();
    private readonly int barWidth = Math.Clamp(console.Profile.Width / 6, 10, 40);
    private long countedAt;

    /// <inheritdoc/>
    public async Task Show(IReadOnlyList<TrialSummary> ended, Func<Action<TrialSummary>, Task> watch)
    {
        using var beside = errors?.Beside(console);
        await console.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn { Width = barWidth },
                new PercentageColumn(),
                rates)
            .StartAsync(progress =>
            {
                foreach (var trial in ended)
                    trials[trial.Id] = trial;
                var whole = progress.AddTask("study");
                return watch(trial => Update(progress, whole, trial));
            });
    }

    /// <inheritdoc/>
    public void Count(ExperimentSummary experiment) => counts[experiment.Id] = experiment.TrialCount;

    private void Update(ProgressContext progress, ProgressTask whole, TrialSummary trial)
    {
        var before = trials.GetValueOrDefault(trial.Id);
        trials[trial.Id] = trial;
        if (trial.State == TrialState.Running)
            Move(progress, trial);
        else if (bars.Remove(trial.Id, out var bar))
            progress.RemoveTask(bar);
        if (HasEnded(trial) && before?.State != trial.State)
            console.Write(new ErasedLine(ProgressText.Ended(trial)));
        if (trials.Count <= AlwaysCounted || time.GetElapsedTime(countedAt) >= CountAgain)
            MoveWhole(whole);
    }

    private void Move(ProgressContext progress, TrialSummary trial)
    {
        if (!bars.TryGetValue(trial.Id, out var bar))
            bars[trial.Id] = bar = progress.AddTask(Markup.Escape(ProgressText.Cut(ProgressText.Name(trial), console.Profile.Width - barWidth - BesideBar)), maxValue: Math.Max(trial.Iterations, 1));
        bar.Value = trial.Step;
        rates.Set(bar, ProgressText.BriefSpeed(trial));
    }

    private void MoveWhole(ProgressTask whole)
    {
        countedAt = time.GetTimestamp();
        var all = Math.Max(trials.Count, counts.Values.Sum());
        var estimate = ProgressEstimate.Of(trials.Values, time.GetUtcNow(), all - trials.Count);
        var early = trials.Values.Count(ProgressEstimate.EndedEarly);
        whole.Description = string.Create(
            CultureInfo.InvariantCulture,
            $"study: {trials.Values.Count(HasEnded)} of {all}{(early > 0 ? $", {early} not completed" : "")}");
        whole.MaxValue = Math.Max(estimate.TotalSteps, 1);
        whole.Value = estimate.DoneSteps;
        rates.Set(whole, estimate.Left is { } left ? $"{NumberText.Duration(left)} left" : "");
    }

    private static bool HasEnded(TrialSummary trial) => trial.State is not (TrialState.Queued or TrialState.Running);
}
