using System.Diagnostics;
using System.Globalization;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Specs;
using FastOde.Storage.Experiments;
using FastOde.Storage.Measurements;
using FastOde.Storage.Trials;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Bench.Storage;

/// <summary>How many metric points a second trials that run at once can store, each batch in a transaction of its own as their sinks send it.</summary>
internal static class Ingest
{
    /// <summary>Series of each trial.</summary>
    public const int Series = 8;

    /// <summary>Steps of each series in a batch.</summary>
    public const int StepsABatch = 100;

    /// <summary>Stores points for a while, and says how many there were, how long a batch took and that none is missing.</summary>
    public static async Task Measure(IServiceProvider services, int trials, int seconds)
    {
        var clock = Stopwatch.StartNew();
        var (id, perTrial) = await Store(services, trials, TimeSpan.FromSeconds(seconds), (_, _) => { });
        var elapsed = clock.Elapsed.TotalSeconds;
        var stored = perTrial.Sum(waits => (long)waits.Count) * Series * StepsABatch;
        var found = (await services.GetRequiredService<IResultQueries>().Metrics(new MetricQuery { Trials = TrialSelection.Of(id), MaximumPoints = int.MaxValue }, CancellationToken.None))
            .Sum(series => (long)series.Points.Count);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{trials} trials: {stored:N0} points in {elapsed:F1} s, {stored / elapsed:N0} points/s; a batch of {Series * StepsABatch} is durable after {perTrial.SelectMany(waits => waits).Max() * 1000:N0} ms at most; {found:N0} read back"));
    }

    /// <summary>Stores points from trials at once.</summary>
    /// <param name="services">The store.</param>
    /// <param name="trials">How many trials.</param>
    /// <param name="time">For how long.</param>
    /// <param name="durable">Told of each batch when it is durable: the trial's number, from 1, and its batches.</param>
    /// <returns>The experiment, and for each trial how long every batch took, seconds.</returns>
    public static async Task<(long Experiment, List<double>[] Waits)> Store(IServiceProvider services, int trials, TimeSpan time, Action<int, int> durable)
    {
        var experiments = services.GetRequiredService<IExperimentStore>();
        var store = services.GetRequiredService<ITrialStore>();
        var measurements = services.GetRequiredService<IMeasurementStore>();
        var plans = Enumerable.Range(0, trials).Select(seed => new TrialPlan(new Dictionary<string, ParameterValue>(), seed, new TrialSpec())).ToArray();
        var id = await experiments.Create(new ExperimentSpec { Name = "ingest", Trial = new TrialSpec() }, trials, "bench", submitter: null, CancellationToken.None);
        await experiments.AddTrials(id, 1, plans, CancellationToken.None);

        var clock = Stopwatch.StartNew();
        var perTrial = await Task.WhenAll(Enumerable.Range(1, trials).Select(number => Task.Run(async () =>
        {
            var lease = await store.BeginAttempt($"{id}-{number}", "host/cpu-0", TimeSpan.FromMinutes(10), CancellationToken.None);
            List<double> waits = [];
            while (clock.Elapsed < time)
            {
                var begun = clock.Elapsed;
                await measurements.Add(lease, [new MetricReport { Points = Batch(waits.Count) }], CancellationToken.None);
                waits.Add((clock.Elapsed - begun).TotalSeconds);
                durable(number, waits.Count);
            }

            return waits;
        })));
        return (id, perTrial);
    }

    private static MetricPoint[] Batch(int batch) =>
    [
        .. from series in Enumerable.Range(0, Series)
           from step in Enumerable.Range(1, StepsABatch)
           select new MetricPoint { Name = $"metric-{series}", Step = (batch * StepsABatch) + step, Value = Math.Sqrt(step) / (series + 1) },
    ];
}
