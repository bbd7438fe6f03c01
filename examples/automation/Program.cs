// A sweep from another program. Start `fastode` first, then: dotnet run -c Release --project examples/automation [ADDRESS:PORT]
// On a cluster, with the database that its processes share: … examples/automation "Host=db.example;Database=fastode" [CERTIFICATES SECRET]
using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Trials;
using FastOde.Client;
using FastOde.Client.Experiments;
using FastOde.Contracts.Access;
using FastOde.Contracts.Results;
using FastOde.Specs;
using FastOde.Specs.Couplings;

ExperimentSpec spec = new()
{
    Name = "beta-sweep",
    Seeds = [0, 1],
    Trial = new() { Iterations = 2000, Coupling = new LearnedCouplingSpec() },
    Search = new() { Space = [new() { Key = "coupling.beta", Values = [.. new[] { 1.0, 3, 10, 30 }.Select(ParameterValue.Of)] }] },
    Objective = new() { Metric = "wasserstein2@euler-4" },
};

try
{
    await using var client = args is [var database, ..] && database.Contains('=', StringComparison.Ordinal)
        ? await FastOdeClient.ConnectClusterAsync(new() { Database = database, Certificates = args.ElementAtOrDefault(1), SecretFile = args.ElementAtOrDefault(2) })
        : await FastOdeClient.ConnectAsync(args.FirstOrDefault() ?? FastOdeClient.DefaultEndpoint);
    var experiment = await client.SubmitAsync(spec);

    // The same state may be told twice.
    HashSet<(string, TrialState, int)> told = [];
    await foreach (var change in experiment.WatchAsync())
    {
        if (change.Trial is { } trial && told.Add((trial.Id, trial.State, trial.Step)))
            Console.Error.WriteLine($"{trial.Id} {trial.Label}, seed {trial.Seed}: {trial.State} {trial.Step}/{trial.Iterations}");
    }

    var trials = await experiment.TrialsAsync();
    var steps = EqualSteps.Of(trials, await client.Results.Evaluations(TrialSelection.Of(experiment.Id)));
    Console.WriteLine($"{"assignment",-16} {"W2@euler-4",10} {"NFE within 10 % of best",24}");
    foreach (var row in Comparison.Of(new TrialGroups<TrialSummary>(trials), steps, "wasserstein2", "euler", Objective(spec)).Rows)
        Console.WriteLine($"{row.Label,-16} {row.Objective?.Mean,10:F3} {row.NfeNearBest,24}");
    return 0;
}
catch (Exception error) when (error is FastOdeUnavailableException or ClusterConnectionException or FastOdeVersionException or SpecRefusedException or AccessDeniedException or TimeoutException or FormatException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}

static FastOde.Analysis.Measurements.Objective Objective(ExperimentSpec spec) =>
    spec.Objective!.Goals().First;
