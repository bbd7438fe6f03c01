using FastOde.Contracts.Results;

namespace FastOde.Silo.Progress;

/// <summary>
/// Lines for logs and pipes: one when a trial starts and ends, and between them one at every further 10 % or, for
/// trials that take longer, every 10 s.
/// </summary>
/// <param name="output">Where to.</param>
/// <param name="time">The clock.</param>
internal sealed class PlainProgress(TextWriter output, TimeProvider time) : IProgressDisplay
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, Shown> shown = [];

    /// <inheritdoc/>
    public Task Show(IReadOnlyList<TrialSummary> ended, Func<Action<TrialSummary>, Task> watch)
    {
        foreach (var trial in ended)
            Remember(trial);
        return watch(Update);
    }

    /// <inheritdoc/>
    public void Count(ExperimentSummary experiment)
    {
        // Each line is about one trial.
    }

    private void Update(TrialSummary trial)
    {
        var before = shown.GetValueOrDefault(trial.Id);
        var line = Line(trial, before);
        if (line is not null)
            output.WriteLine(line);
        if (line is not null || before is null)
            Remember(trial);
    }

    private void Remember(TrialSummary trial) =>
        shown[trial.Id] = new Shown(trial.State, trial.Attempts, ProgressText.Percent(trial) / 10, time.GetTimestamp());

    private string? Line(TrialSummary trial, Shown? before) => trial.State switch
    {
        TrialState.Queued => null,
        TrialState.Running when before?.State != TrialState.Running || before.Attempts != trial.Attempts => ProgressText.Started(trial),
        TrialState.Running => IsDue(trial, before) ? ProgressText.Moved(trial) : null,
        _ => before?.State == trial.State ? null : ProgressText.Ended(trial),
    };

    private bool IsDue(TrialSummary trial, Shown before) =>
        ProgressText.Percent(trial) / 10 > before.Tenths || time.GetElapsedTime(before.At) >= Pause;

    private sealed record Shown(TrialState State, int Attempts, int Tenths, long At);
}
