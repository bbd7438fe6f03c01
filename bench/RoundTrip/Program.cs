using System.Diagnostics;
using System.Globalization;
using FastOde.Bench.RoundTrip;
using FastOde.Client;

// Times calls of the client to a running fastode, in turns with an echo over TCP. Prints a Markdown table.
// Usage: ADDRESS:PORT [calls in a round] [rounds]
var calls = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 2000;
var rounds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 5;

await using var client = await FastOdeClient.ConnectAsync(args[0]);
var experiment = await client.SubmitAsync("""
    name: round-trip
    trial: { function: branin }
    search: { sampler: random, trials: 10, space: { x1: { min: -5, max: 10 }, x2: { min: 0, max: 15 } } }
    """);
await foreach (var _ in experiment.WatchAsync())
{
}

await using var echo = await TcpEcho.Start();
List<double> summaries = [], trials = [], echoes = [];
for (var round = -1; round < rounds; round++)
{
    await Time(() => experiment.SummaryAsync(), summaries, isWarmUp: round < 0);
    await Time(() => experiment.TrialsAsync(), trials, isWarmUp: round < 0);
    await Time(echo.Ask, echoes, isWarmUp: round < 0);
}

Console.WriteLine("| call | median, ms | 99 of 100 below, ms |");
Console.WriteLine("|---|---:|---:|");
Row("SummaryAsync", summaries);
Row("TrialsAsync, 10 trials", trials);
Row("echo of 512 bytes over TCP", echoes);

async Task Time(Func<Task> call, List<double> times, bool isWarmUp)
{
    for (var index = 0; index < calls; index++)
    {
        var start = Stopwatch.GetTimestamp();
        await call();
        if (!isWarmUp)
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }
}

void Row(string call, List<double> times)
{
    times.Sort();
    Console.WriteLine(FormattableString.Invariant($"| {call} | {times[times.Count / 2]:F3} | {times[times.Count * 99 / 100]:F3} |"));
}
