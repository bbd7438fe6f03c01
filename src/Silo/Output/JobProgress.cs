using System.Globalization;
using FastOde.Dashboard.ChartModels;
using Spectre.Console;

namespace FastOde.Silo.Output;

/// <summary>
/// Shows how far a long job of a command is: a bar in a terminal after a second, a line every ten seconds in a log.
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
    /// <param name="job">The job; it tells the part that is done, from 0 to 1.</param>
    public static Task<T> Show<T>(string what, Func<IProgress<double>, Task<T>> job) =>
        new JobProgress(Terminal.Errors(), Console.Error, TimeProvider.System).Watch(what, job);

    /// <summary>Does a job that has no result, and shows on standard error how far it is.</summary>
    /// <param name="what">What the job is called.</param>
    /// <param name="job">The job.</param>
    public static Task Show(string what, Func<IProgress<double>, Task> job) => Show(what, async part =>
    {
        await job(part);
        return true;
    });

    /// <summary>Does a job away from this thread, and shows how far it is.</summary>
    /// <param name="what">What the job is called.</param>
    /// <param name="job">The job.</param>
    public async Task<T> Watch<T>(string what, Func<IProgress<double>, Task<T>> job)
    {
        var part = new JobPart();
        var begun = time.GetTimestamp();
        var working = Task.Run(() => job(part));
        if (bars is null)
        {
            while (!await Ends(working, BetweenLines))
                lines.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {part.Done * 100:0} %{Left(part, begun)}"));
        }
        else if (!await Ends(working, BeforeBar))
        {
            await Bar(bars, what, working, bar => (bar.Value, bar.Description) = (part.Done, Markup.Escape($"{what}{Left(part, begun)}")));
        }

        return await working;
    }

    private async Task Bar(IAnsiConsole console, string what, Task working, Action<ProgressTask> move)
    {
        using var beside = Terminal.BesideErrors(console);
        await console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = Math.Clamp(console.Profile.Width / 3, 10, 40) }, new PercentageColumn())
            .StartAsync(async progress =>
            {
                var bar = progress.AddTask(Markup.Escape(what), maxValue: 1);
                do
                    move(bar);
                while (!await Ends(working, Glance));
            });
    }

    private async Task<bool> Ends(Task working, TimeSpan within) => await Task.WhenAny(working, Task.Delay(within, time)) == working;

    private string Left(JobPart part, long begun) =>
        part.Done is > 0 and < 1 and var done ? $", {NumberText.Duration(time.GetElapsedTime(begun) * ((1 - done) / done))} left" : "";
}
