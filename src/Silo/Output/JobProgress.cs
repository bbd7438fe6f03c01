using System.Globalization;
using FastOde.Dashboard.ChartModels;
using Spectre.Console;

namespace FastOde.Silo.Output;

/// <summary>
/// Shows on standard error how far a long job of a command is: a bar where that is a terminal, a line now and then where it is a log.
/// A job that is soon done shows nothing.
/// </summary>
internal static class JobProgress
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    /// <summary>Does a job away from this thread, and shows how far it is.</summary>
    /// <param name="what">What the job is called, such as <c>backup</c>.</param>
    /// <param name="job">The job; it tells the part that is done, from 0 to 1.</param>
    public static async Task<T> Show<T>(string what, Func<IProgress<double>, Task<T>> job)
    {
        var (part, time) = (new JobPart(), TimeProvider.System);
        var begun = time.GetTimestamp();
        var working = Task.Run(() => job(part));
        if (await Ends(working, Soon))
            return await working;
        if (Terminal.Errors() is { } console)
            await Bar(console, what, working, bar => (bar.Value, bar.Description) = (part.Done, Markup.Escape(Text(what, part, time.GetElapsedTime(begun)))));
        else
            await Lines(working, () => Console.Error.WriteLine(Line(what, part, time.GetElapsedTime(begun))));
        return await working;
    }

    /// <summary>Does a job that has no result.</summary>
    /// <param name="what">What the job is called.</param>
    /// <param name="job">The job.</param>
    public static Task Show(string what, Func<IProgress<double>, Task> job) => Show(what, async part =>
    {
        await job(part);
        return true;
    });

    private static async Task Bar(IAnsiConsole console, string what, Task working, Action<ProgressTask> move)
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

    private static async Task Lines(Task working, Action say)
    {
        do
            say();
        while (!await Ends(working, BetweenLines));
    }

    private static async Task<bool> Ends(Task working, TimeSpan within) => await Task.WhenAny(working, Task.Delay(within, TimeProvider.System)) == working;

    private static string Line(string what, JobPart part, TimeSpan taken) =>
        string.Create(CultureInfo.InvariantCulture, $"{what}: {part.Done * 100:0} %{Left(part, taken)}");

    private static string Text(string what, JobPart part, TimeSpan taken) => $"{what}{Left(part, taken)}";

    private static string Left(JobPart part, TimeSpan taken) =>
        part.Done is > 0 and < 1 and var done ? $", {NumberText.Duration(taken * ((1 - done) / done))} left" : "";
}
