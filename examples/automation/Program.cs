// A sweep from another program. Start `fastode` first, then: dotnet run -c Release --project examples/automation [ADDRESS:PORT]
using FastOde.Client;
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

await using var client = await FastOdeClient.ConnectAsync(args.FirstOrDefault() ?? FastOdeClient.DefaultEndpoint);
var experiment = await client.SubmitAsync(spec);
await foreach (var change in experiment.WatchAsync())
{
    if (change.Trial is { } trial)
        Console.Error.WriteLine($"{trial.Id} {trial.Label}, seed {trial.Seed}: {trial.State} {trial.Step}/{trial.Iterations}");
}

Console.WriteLine($"{"assignment",-16} {"W2@euler-4",10} {"NFE for best",13}");
foreach (var group in (await experiment.TrialsAsync()).GroupBy(trial => trial.Label))
{
    var rows = await client.Results.Evaluations(TrialSelection.Of([.. group.Select(trial => trial.Id)]));
    var best = rows.Where(row => row.Metric == "wasserstein2").MinBy(row => row.Value);
    Console.WriteLine($"{group.Key,-16} {group.Average(trial => trial.ObjectiveValue),10:F3} {best?.Nfe,13}");
}
