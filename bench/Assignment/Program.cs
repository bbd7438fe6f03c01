using System.Diagnostics;
using FastOde.Bench.Assignment;
using FastOde.FlowMatching.Assignment;
using FastOde.FlowMatching.Datasets;
using TorchSharp;

// Our exact assignment beside a plain Jonker–Volgenant and OR-Tools, in turns, on one thread each. Prints a Markdown table.
// Usage: [runs of which the median counts] [points, separated by commas]
torch.set_num_threads(1);
var runs = args.Length > 0 ? int.Parse(args[0]) : 5;
int[] counts = args.Length > 1 ? [.. args[1].Split(',').Select(int.Parse)] : [512, 1024, 2048];
TwoGaussians dataset = new();

Console.WriteLine("| matched to the reference set | n | ours, points ms | ours, matrix ms | Jonker–Volgenant ms | OR-Tools ms | their total costs above ours |");
Console.WriteLine("|---|---:|---:|---:|---:|---:|---|");
foreach (var count in counts)
{
    using var reference = dataset.Reference(count, 0);
    foreach (var (name, points) in Shapes(count))
    {
        using (points)
        {
            var (rows, columns) = (points.data<float>().ToArray(), reference.data<float>().ToArray());
            var costs = Costs(rows, columns, count);
            List<Func<int[]>> solvers =
            [
                () => LinearAssignment.Solve(new PointCosts(rows, columns, 2)).Columns,
                () => LinearAssignment.Solve(new MatrixCosts(costs, count)).Columns,
                () => JonkerVolgenant.Solve(costs, count),
                () => OrTools.Solve(costs, count),
            ];
            var (times, totals) = Measure(solvers, costs, count);
            Console.WriteLine(FormattableString.Invariant(
                $"| {name} | {count} | {times[0]:F1} | {times[1]:F1} | {times[2]:F1} | {times[3]:F1} | {totals[2] / totals[0] - 1:E0}, {totals[3] / totals[0] - 1:E0} |"));
        }
    }
}

(double[] Times, double[] Totals) Measure(List<Func<int[]>> solvers, double[] costs, int count)
{
    var times = solvers.Select(_ => new double[runs]).ToArray();
    var totals = new double[solvers.Count];
    for (var run = -1; run < runs; run++)
    {
        for (var k = 0; k < solvers.Count; k++)
        {
            var watch = Stopwatch.StartNew();
            var columns = solvers[k]();
            // The first round compiles, and does not count.
            if (run >= 0)
                times[k][run] = watch.Elapsed.TotalMilliseconds;
            totals[k] = columns.Select((column, row) => costs[row * count + column]).Sum();
        }
    }

    return ([.. times.Select(all => all.Order().ElementAt(runs / 2))], totals);
}

IEnumerable<(string Name, torch.Tensor Points)> Shapes(int count)
{
    yield return ("a second reference set", dataset.Reference(count, 1));
    yield return ("the prior", EvaluationNoise.Draw(dataset.Prior, count, 0));
    yield return ("a narrow cloud", EvaluationNoise.Draw(dataset.Prior, count, 0) * 0.01f);
    yield return ("two tight clusters", torch.where(dataset.Reference(count, 1) > 0, 8f, -8f) + EvaluationNoise.Draw(dataset.Prior, count, 0) * 1e-5f);
}

static double[] Costs(float[] rows, float[] columns, int count)
{
    var costs = new double[count * count];
    for (var row = 0; row < count; row++)
    {
        for (var column = 0; column < count; column++)
        {
            var (x, y) = ((double)rows[2 * row] - columns[2 * column], (double)rows[2 * row + 1] - columns[2 * column + 1]);
            costs[row * count + column] = x * x + y * y;
        }
    }

    return costs;
}
