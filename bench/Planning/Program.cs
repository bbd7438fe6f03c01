using System.Diagnostics;
using System.Globalization;
using FastOde.Grains.Specs;

// Times reading large specs and planning their trials. Prints a Markdown table. Usage: [runs of which the median counts]
var runs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
var branin = Spec("{ function: branin }", "x1: { min: -5, max: 9.985, step: 0.015 }", "x2: { min: 0, max: 14.85, step: 0.15 }");
var rates = string.Join(", ", Enumerable.Range(1, 20_000).Select(number => (number * 1e-6).ToString("R", CultureInfo.InvariantCulture)));
var training = Spec("{}", $"optimizer.learningRate: {{ values: [{rates}] }}");

Console.WriteLine("| spec | trials | read, ms | plan, ms |");
Console.WriteLine("|---|---|---|---|");
Measure("branin grid", branin);
Measure("learning rates", training);

void Measure(string name, string text)
{
    var reader = new YamlSpecReader();
    var read = Median(() => reader.Read(text, "bench"));
    var spec = reader.Read(text, "bench").Spec!;
    var planned = 0;
    var plan = Median(() => planned = new TrialPlanner(spec).Trials);
    Console.WriteLine(FormattableString.Invariant($"| {name} | {planned} | {read:F0} | {plan:F1} |"));
}

double Median(Action action)
{
    List<double> times = [];
    for (var run = 0; run <= runs; run++)
    {
        var watch = Stopwatch.StartNew();
        action();
        times.Add(watch.Elapsed.TotalMilliseconds);
    }

    // The first also compiles.
    return times.Skip(1).Order().ElementAt(runs / 2);
}

static string Spec(string trial, params string[] dimensions) =>
    $"name: bench\ntrial: {trial}\nsearch:\n  space:\n    {string.Join("\n    ", dimensions)}\n";
