using System.Globalization;
using FastOde.Dashboard.ChartModels;
using Spectre.Console;

namespace FastOde.Silo.Output;

/// <summary>
/// Shows how far a long job of a command is: a bar in a terminal after a second, a line every ten seconds in a log. Of a job that
/// cannot tell its part it says how long it has taken.
/// </summary>
/// <param name="bars">The terminal; null where there is none.</param>
/// <param name="lines">The log.</param>
/// <param name="time">The clock.</param>
internal sealed class JobProgress(IAnsiConsole? bars, TextWriter lines, TimeProvider time)
{
    private static readonly TimeSpan BeforeBar = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    /// <summary>Does a job away from this thread, and shows on standard error how far it is.</summary>
    /// <param name="what">What the job is called, such as <c>backup</c>.</param>
    /// <param name="job">The job; it tells the part that is done.</param>
    public static Task<T> Show<T>(string what, Func<JobPart, Task<T>> job) =>
        new JobProgress(Terminal.Errors(), Console.Error, TimeProvider.System).Watch(what, job);

    /// <summary>Does a job that has no result, and shows on standard error how far it is.</summary>
    /// <param name="what">What the job is called.</param>
    /// <param name="job">The job.</param>
    public static Task Show(string what, Func<JobPart, Task> job) => Show(what, async part =>
    {
        await job(part);
        return true;
    });

    /// <summary>Does a job away from this thread, and shows how far it is.</summary>
    /// <param name="what">What the job is called.</param>
    /// <param name="job">The job.</param>
    public async Task<T> Watch<T>(string what, Func<JobPart, Task<T>> job)
    {
        var part = new JobPart(time);
        var working = Task.Run(() => job(part));
        if (bars is null)
        {
            while (!await Ends(working, BetweenLines))
                lines.WriteLine(Line(what, part));
        }
        else if (!await Ends(working, BeforeBar))
        {
            await Bar(bars, what, part, working);
        }

        return await working;
    }

    private static string Line(string what, JobPart part)
    {
        var (stage, done, taken) = part.Look();
        return done is { } value
            ? string.Create(CultureInfo.InvariantCulture, $"{Named(what, stage)}: {value * 100:0} %{Left(value, taken)}")
            : $"{Named(what, stage)}: {NumberText.Duration(taken)} so far";
    }

    private static string Named(string what, string? stage) => stage is null ? what : $"{what}, {stage}";

    private static string Left(double done, TimeSpan taken) => done is > 0 and < 1 ? $", {NumberText.Duration(taken * ((1 - done) / done))} left" : "";

    private static void Move(ProgressTask bar, string what, JobPart part)
    {
        var (stage, done, taken) = part.Look();
        bar.IsIndeterminate = done is null;
        bar.Value = done ?? 0;
        bar.Description = Markup.Escape($"{Named(what, stage)}{(done is { } value ? Left(value, taken) : $", {NumberText.Duration(taken)}")}");
    }

    private async Task Bar(IAnsiConsole console, string what, JobPart part, Task working)
    {
        using var beside = Terminal.BesideErrors(console);
        await console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = Math.Clamp(console.Profile.Width / 3, 10, 40) }, new JobPercent())
            .StartAsync(async progress =>
            {
                var bar = progress.AddTask(Markup.Escape(what), maxValue: 1);
                do
                    Move(bar, what, part);
                while (!await Ends(working, Glance));
            });
    }

    private async Task<bool> Ends(Task working, TimeSpan within) => await Task.WhenAny(working, Task.Delay(within, time)) == working;
}
