// A sweep from another program. Start `fastode` first, then: dotnet run -c Release --project examples/automation [ADDRESS:PORT]
using FastOde.Client;

const string Spec = """
    name: beta-sweep
    seeds: [0, 1]
    trial: { iterations: 2000, coupling: { kind: learned } }
    search: { space: { coupling.beta: { values: [1, 3, 10, 30] } } }
    objective: { metric: wasserstein2@euler-4, direction: minimize }
    """;

await using var client = await FastOdeClient.ConnectAsync(args.FirstOrDefault() ?? FastOdeClient.DefaultEndpoint);
var experiment = await client.SubmitAsync(Spec);
await foreach (var change in experiment.WatchAsync())
{
    if (change.Trial is { } trial)
        Console.Error.WriteLine($"{trial.Id} {trial.Label}, seed {trial.Seed}: {trial.State} {trial.Step}/{trial.Iterations}");
}

Console.WriteLine($"{"assignment",-16} {"W2@euler-4",10} {"NFE for best",13}");
foreach (var group in (await experiment.TrialsAsync()).GroupBy(trial => trial.Label))
{
    var rows = await client.Results.Evaluations([.. group.Select(trial => trial.Id)]);
    var best = rows.Where(row => row.Metric == "wasserstein2").MinBy(row => row.Value);
    Console.WriteLine($"{group.Key,-16} {group.Average(trial => trial.ObjectiveValue),10:F3} {best?.Nfe,13}");
}
