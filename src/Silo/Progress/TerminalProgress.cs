using System.Globalization;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using Spectre.Console;

namespace FastOde.Silo.Progress;

/// <summary>A bar for the study and one for each running trial; a trial that ends leaves a line above the bars.</summary>
/// <param name="console">The terminal.</param>
internal sealed class TerminalProgress(IAnsiConsole console) : IProgressDisplay
{
    private readonly Dictionary<string, TrialSummary> _trials = [];
    private readonly Dictionary<string, ProgressTask> _bars = [];
    private readonly RateColumn _rates = new();

    /// <inheritdoc/>
    public Task Show(Func<Action<TrialSummary>, Task> watch) =>
        console.Progress()
            .AutoClear(true)
            .HideCompleted(true)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn { Width = Math.Clamp(console.Profile.Width / 4, 10, 40) },
                new PercentageColumn(),
                _rates)
            .StartAsync(progress =>
            {
                var whole = progress.AddTask("study");
                return watch(trial => Update(progress, whole, trial));
            });

    private void Update(ProgressContext progress, ProgressTask whole, TrialSummary trial)
    {
        var before = _trials.GetValueOrDefault(trial.Id);
        _trials[trial.Id] = trial;
        if (trial.State == TrialState.Running)
            Move(progress, trial);
        else
            Remove(trial);
        if (trial.State is not (TrialState.Queued or TrialState.Running) && before?.State != trial.State)
            console.WriteLine(ProgressText.Ended(trial));
        MoveWhole(whole);
    }

    private void Move(ProgressContext progress, TrialSummary trial)
    {
        if (!_bars.TryGetValue(trial.Id, out var bar))
            _bars[trial.Id] = bar = progress.AddTask(Markup.Escape(ProgressText.Name(trial)), maxValue: Math.Max(trial.Iterations, 1));
        bar.Value = trial.Step;
        _rates.Set(bar, ProgressText.Speed(trial).TrimStart(',', ' '));
    }

    private void Remove(TrialSummary trial)
    {
        if (_bars.Remove(trial.Id, out var bar))
            bar.StopTask();
    }

    private void MoveWhole(ProgressTask whole)
    {
        var steps = _trials.Values.Sum(trial => (long)trial.Iterations);
        var left = _trials.Values
            .Where(trial => trial.State is TrialState.Queued or TrialState.Running)
            .Sum(trial => (long)trial.Iterations - trial.Step);
        var rate = _trials.Values.Where(trial => trial.State == TrialState.Running).Sum(trial => trial.IterationsPerSecond ?? 0);
        var ended = _trials.Values.Count(trial => trial.State is not (TrialState.Queued or TrialState.Running));
        whole.Description = string.Create(CultureInfo.InvariantCulture, $"study: {ended} of {_trials.Count} trials");
        whole.MaxValue = Math.Max(steps, 1);
        whole.Value = steps - left;
        _rates.Set(whole, ProgressText.TimeLeft(left, rate) is { } time ? $"{ProgressText.Duration(time)} left" : "");
    }
}
