using System.Diagnostics;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Paths;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using TorchSharp;

// Times the exact 2-Wasserstein distance on point sets of several shapes, and a whole evaluation of a fresh network,
// on one thread. Prints Markdown tables. Usage: [runs of which the median counts]
NativeAllocator.Configure();
torch.set_num_threads(1);
var runs = args.Length > 0 ? int.Parse(args[0]) : 7;
var dataset = new TwoGaussians();

Console.WriteLine("| shape of the generated points | n | ms | CPU ms | W2 | largest dual violation |");
Console.WriteLine("|---|---|---|---|---|---|");
foreach (var count in (int[])[512, 1024, 2048, 4096])
{
    using var reference = dataset.Reference(count, 0);
    foreach (var (name, points) in Shapes(count))
    {
        using (points)
        {
            WassersteinMatching matching = Wasserstein.Match(points, reference);
            var (wall, processor) = Median(() => matching = Wasserstein.Match(points, reference));
            Console.WriteLine(FormattableString.Invariant(
                $"| {name} | {count} | {wall:F1} | {processor:F1} | {matching.Distance:F4} | {matching.Assignment.Gap:E0} |"));
        }
    }
}

using var set = EvaluationSet.Of(dataset, dataset.Prior, PathCatalog.Paths.Find("linear"), 2048);
using var evaluator = new Evaluator(set, new EvaluationSpec(), TimeProvider.System);
using var run = new TrainingRun(new(new TrialSpec()));
evaluator.Evaluate(run.VelocityField, CancellationToken.None);
var table = evaluator.Evaluate(run.VelocityField, CancellationToken.None);
var whole = Median(() => evaluator.Evaluate(run.VelocityField, CancellationToken.None));
var live = Median(() => evaluator.Curvature(run.VelocityField));
Console.WriteLine();
Console.WriteLine("| whole evaluation (Euler 1, 2, 4, 8, 20, 100; 2,048 samples; curvature and W2) | ms | CPU ms |");
Console.WriteLine("|---|---|---|");
Console.WriteLine(FormattableString.Invariant($"| all of it | {whole.Wall:F0} | {whole.Processor:F0} |"));
Console.WriteLine(FormattableString.Invariant($"| of which solvers | {1000 * table.Rows.Where(row => row.Metric == "wasserstein2").Sum(row => row.Seconds):F0} | |"));
Console.WriteLine(FormattableString.Invariant($"| curvature for the live curve (Euler 20, 512 samples) | {live.Wall:F1} | {live.Processor:F1} |"));

// Processor time says what a run costs even where other programs share the machine; medians of each.
(double Wall, double Processor) Median(Action action)
{
    var wall = new double[runs];
    var processor = new double[runs];
    for (var k = 0; k < runs; k++)
    {
        var before = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        action();
        wall[k] = watch.Elapsed.TotalMilliseconds;
        processor[k] = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
    }

    Array.Sort(wall);
    Array.Sort(processor);
    return (wall[runs / 2], processor[runs / 2]);
}

IEnumerable<(string Name, torch.Tensor Points)> Shapes(int count)
{
    yield return ("a second reference set", dataset.Reference(count, 1));
    yield return ("reference, pulled together by 10 %", dataset.Reference(count, 1) * 0.9f);
    yield return ("the prior itself", EvaluationNoise.Draw(dataset.Prior, count, 0));
    yield return ("a narrow cloud", EvaluationNoise.Draw(dataset.Prior, count, 0) * 0.01f);
    yield return ("two points", torch.where(EvaluationNoise.Draw(dataset.Prior, count, 0) > 0, 8f, -8f));
    yield return ("two tight clusters", torch.where(dataset.Reference(count, 1) > 0, 8f, -8f) + EvaluationNoise.Draw(dataset.Prior, count, 0) * 1e-5f);
}
