using System.Diagnostics;
using System.Globalization;
using FastOde.Contracts.Results;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Bench.Storage;

/// <summary>A process that stores points as fast as it can, killed in the middle: what it had said to be durable is there, and nothing twice.</summary>
internal static class KilledIngest
{
    /// <summary>The child: stores until it is killed, and says of each batch that it is durable.</summary>
    public static Task Store(IServiceProvider services, int trials) => Ingest.Store(services, trials, TimeSpan.MaxValue, (trial, batches) =>
    {
        lock (Console.Out)
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{trial} {batches}"));
    });

    /// <summary>Starts a child, kills it after a while and looks at what is stored.</summary>
    /// <returns>Whether nothing is missing and nothing doubled.</returns>
    public static async Task<bool> Measure(IServiceProvider services, string directory, int trials, int milliseconds)
    {
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["storing", directory, trials.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
        var durable = new int[trials + 1];
        while (await child.StandardOutput.ReadLineAsync() is { } line)
        {
            if (durable.All(batches => batches == 0))
                _ = Task.Delay(milliseconds).ContinueWith(_ => child.Kill(), TaskScheduler.Default);
            var words = line.Split(' ');
            durable[int.Parse(words[0], CultureInfo.InvariantCulture)] = int.Parse(words[1], CultureInfo.InvariantCulture);
        }

        await child.WaitForExitAsync();
        var query = new MetricQuery { Trials = TrialSelection.Of(1), MaximumPoints = int.MaxValue };
        var found = await services.GetRequiredService<IResultQueries>().Metrics(query, CancellationToken.None);
        var wrong = found.Count(series => !series.Points.Select(point => point.Step).SequenceEqual(Enumerable.Range(1, series.Points.Count))
            || series.Points.Count % Ingest.StepsABatch != 0
            || series.Points.Count < durable[int.Parse(series.TrialId.Split('-')[1], CultureInfo.InvariantCulture)] * Ingest.StepsABatch);
        var said = durable.Sum(batches => (long)batches) * Ingest.Series * Ingest.StepsABatch;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"killed: {said:N0} points were said to be durable, {found.Sum(series => (long)series.Points.Count):N0} are stored, {wrong} of {found.Count} series with points missing, doubled or half a batch"));
        return wrong == 0 && found.Count == trials * Ingest.Series;
    }
}
