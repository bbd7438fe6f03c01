using System.Diagnostics;
using System.Globalization;
using FastOde.Bench.Cluster;
using FastOde.Client;
using FastOde.Contracts.Results;

// FASTODE-EXECUTABLE SERVER-CONNECTION-STRING rate TRIALS ROUNDS | kill ROUNDS
const string Usage = "usage: FASTODE CONNECTION rate TRIALS ROUNDS | FASTODE CONNECTION kill ROUNDS";
switch (args)
{
    case [var executable, var server, "rate", var trials, var rounds]:
        await Rates(executable, server, Number(trials), Number(rounds));
        return 0;
    case [var executable, var server, "kill", var rounds]:
        await Kills(executable, server, Number(rounds));
        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static void Say(string what, List<double> values, string unit)
{
    values.Sort();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: median {values[values.Count / 2]:0.0} {unit}, best to worst {values[0]:0.0} to {values[^1]:0.0}, {values.Count} rounds"));
}

// Every arrangement in turn, so that what else the machine does meets all of them.
static async Task Rates(string executable, string server, int trials, int rounds)
{
    Dictionary<string, List<double>> seconds = [];
    for (var round = 0; round < rounds; round++)
    {
        await Measure("one process on SQLite", null, 0);
        await Measure("one process on PostgreSQL", server, 0);
        foreach (var trainers in (int[])[1, 2, 4])
            await Measure($"control and {trainers} trainers", server, trainers);
    }

    foreach (var (what, taken) in seconds)
        Say(what, [.. taken.Select(time => trials / time)], "trials/s");

    async Task Measure(string what, string? on, int trainers)
    {
        await using var fleet = await Fleet.Create(executable, on);
        var (_, gateway) = await fleet.Start(trainers == 0 ? ["--slots", "1"] : ["--role", "control"]);
        for (var trainer = 0; trainer < trainers; trainer++)
            await fleet.Start("--role", "trainer", "--slots", "1");
        await using var client = await Fleet.Connect(gateway);
        while ((await client.SlotsAsync()).Slots.Count < Math.Max(1, trainers))
            await Task.Delay(100);
        var begun = Stopwatch.GetTimestamp();
        var study = await client.SubmitAsync(
            $$"""
            name: rate
            trial: { function: branin }
            search: { sampler: random, seed: 1, trials: {{trials}}, space: { x1: { min: -5, max: 10 }, x2: { min: 0, max: 15 } } }
            objective: { metric: value, direction: minimize }
            """);
        await study.WaitAsync();
        if (!seconds.TryGetValue(what, out var list))
            seconds[what] = list = [];
        list.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {trials / list[^1]:0.0} trials/s"));
    }
}

// A trial long enough to be killed in the middle, on a cluster that has room for another attempt of it.
static async Task Kills(string executable, string server, int rounds)
{
    const string Spec =
        """
        name: kill
        trial:
          data: { name: two-gaussians }
          batchSize: 256
          iterations: 1000000
          evaluation: { every: 1000000, samples: 128, solvers: { euler: [1] }, metrics: [curvature] }
          checkpoint: { every: 200 }
        """;
    List<double> trainers = [];
    List<double> controls = [];
    for (var round = 0; round < rounds; round++)
    {
        await using var fleet = await Fleet.Create(executable, server);
        var (first, gateway) = await fleet.Start("--role", "control");
        var (trainer, _) = await fleet.Start("--role", "trainer", "--slots", "1");
        await using var client = await Fleet.Connect(gateway);
        var study = await client.SubmitAsync(Spec);
        await Until(study.Id, client, trial => trial.Step > 500);
        await fleet.Start("--role", "trainer", "--slots", "1");
        var (_, second) = await fleet.Start("--role", "control");
        await using var other = await Fleet.Connect(second);

        trainer.Kill();
        var killed = (await other.Results.Trial("1-1"))!;

        // A new attempt counts from its checkpoint, which may be newer than the last word of the one before.
        var step = killed.Artifacts.Select(file => file.Step).Append(killed.Summary.Step).Max();
        trainers.Add(await Until(study.Id, other, trial => trial.Attempts == 2 && trial.State == TrialState.Running && trial.Step > step));

        first.Kill();
        step = (await other.Results.Trial("1-1"))!.Summary.Step;
        controls.Add(await Answers(study.Id, other, step));
        var attempts = (await other.Results.Trial("1-1"))!.Summary.Attempts;
        Console.WriteLine($"round {round + 1}: attempts after both {attempts}");
    }

    Say("trainer killed, until its trial is further than it was", trainers, "s");
    Say("control killed, until its experiment tells of progress again", controls, "s");
}

// By the store, which needs no grain.
static async Task<double> Until(long experiment, FastOdeClient client, Func<TrialSummary, bool> wanted)
{
    for (var begun = Stopwatch.GetTimestamp(); ; await Task.Delay(50))
    {
        if ((await client.Results.Trials(experiment)) is [var trial, ..] && wanted(trial))
            return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}

// By the experiment itself, which has to be on another silo by then.
static async Task<double> Answers(long experiment, FastOdeClient client, int step)
{
    for (var begun = Stopwatch.GetTimestamp(); ; await Task.Delay(50))
    {
        try
        {
            if ((await client.Experiment(experiment).TrialsAsync().WaitAsync(TimeSpan.FromSeconds(1))).Any(trial => trial.Step > step))
                return Stopwatch.GetElapsedTime(begun).TotalSeconds;
        }
        catch (Exception error) when (error is TimeoutException or OrleansException or FastOdeUnavailableException)
        {
            // It is where nobody answers any more.
        }
    }
}
