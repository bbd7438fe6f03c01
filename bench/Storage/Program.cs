using System.Diagnostics;
using System.Globalization;
using FastOde.Bench.Storage;
using FastOde.Contracts.Results;
using FastOde.Storage;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;
using Microsoft.Extensions.DependencyInjection;

// What the database costs. Usage:
//   trials DIR TRIALS SEEDS     makes an experiment, SEEDS trials an assignment, each ended with one evaluation
//   points DIR SERIES POINTS    gives each trial that many metric series of that many points
//   sweeps DIR COUNT TRIALS     makes that many experiments of completed trials with an objective
//   ingest DIR TRIALS SECONDS   stores points from that many trials at once
//   killed DIR TRIALS MS        kills a process that does so, and looks whether points are missing or doubled; then the exit code is 1
//   open DIR                    opens the directory: what its version lacks is migrated
//   metrics DIR MAXIMUM [RUNS]  reads every series of experiment 1, MAXIMUM points each
//   evaluations DIR [RUNS]      reads every evaluation of experiment 1
//   list DIR [RUNS]             reads every trial of experiment 1
//   experiments DIR [RUNS]      reads the first page of the list of experiments
var directory = new DataDirectory(args[1]);
await using var services = new ServiceCollection().AddFastOdeStorage(directory).BuildServiceProvider();
var opening = Stopwatch.StartNew();
await services.GetRequiredService<DatabaseInitializer>().Initialize(CancellationToken.None);
opening.Stop();
var results = services.GetRequiredService<IResultQueries>();
switch (args[0])
{
    case "trials":
        await Filling.Trials(services, trials: Number(2), seeds: Number(3));
        break;
    case "points":
        Filling.Points(directory.DatabasePath, series: Number(2), points: Number(3));
        break;
    case "sweeps":
        await Filling.Sweeps(services, directory.DatabasePath, count: Number(2), trials: Number(3));
        break;
    case "ingest":
        await Ingest.Measure(services, trials: Number(2), seconds: Number(3));
        break;
    case "storing":
        await KilledIngest.Store(services, trials: Number(2));
        break;
    case "killed":
        return await KilledIngest.Measure(services, directory.Root, trials: Number(2), milliseconds: Number(3)) ? 0 : 1;
    case "open":
        Console.WriteLine(FormattableString.Invariant($"opened in {opening.Elapsed.TotalSeconds:F2} s, {new FileInfo(directory.DatabasePath).Length / 1e6:F1} MB"));
        break;
    case "metrics":
        var query = new MetricQuery { Trials = TrialSelection.Of(1), MaximumPoints = Number(2) };
        await Measure(Number(3, 3), async () => (await results.Metrics(query)).Sum(series => (long)series.Points.Count));
        break;
    case "evaluations":
        await Measure(Number(2, 3), async () => (await results.Evaluations(TrialSelection.Of(1))).Count);
        break;
    case "list":
        await Measure(Number(2, 3), async () => (await results.Trials(1)).Count);
        break;
    case "experiments":
        await Measure(Number(2, 3), async () => (await results.Experiments(new ExperimentFilter { Take = 20 })).Items.Count(experiment => experiment.BestValue is not null));
        break;
    default:
        throw new ArgumentException($"{args[0]}: no such measurement");
}

return 0;

int Number(int index, int otherwise = 0) => index < args.Length ? int.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;

static async Task Measure(int runs, Func<Task<long>> read)
{
    for (var run = 0; run < runs; run++)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var wall = Stopwatch.StartNew();
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        var rows = await read();
        Console.WriteLine(FormattableString.Invariant(
            $"{rows} rows in {wall.Elapsed.TotalSeconds:F2} s, {(Environment.CpuUsage.TotalTime - processor).TotalSeconds:F2} CPU s, {(GC.GetTotalAllocatedBytes(precise: true) - before) / 1e6:F0} MB allocated, peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB"));
    }
}
