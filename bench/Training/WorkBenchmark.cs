using System.Diagnostics;
using System.Globalization;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.FlowMatching.Training;
using FastOde.Kernels.Vectors;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Keys;
using TorchSharp;

namespace FastOde.Bench.Training;

/// <summary>
/// How many floating-point operations a training step needs, and what share of the machine's peak its time makes of them. A
/// multiplication and an addition are two operations. Convolutions are counted as direct ones, whatever computes them; so
/// are matrix products and attention. What is linear in the features alone is not counted: activations, normalisations,
/// resampling, losses, penalties and the optimizer.
/// </summary>
internal static class WorkBenchmark
{
    private const int PointBatch = 512;
    private const int ProductSize = 2048;
    private const int Products = 20;
    private const int ShortProducts = 400;
    private const int Depth = 128;
    private const int PanelCount = 32;

    /// <summary>Prints the peak, then a line a step.</summary>
    /// <param name="threads">Threads of a step and of the product, at least 1.</param>
    public static void Run(int threads)
    {
        torch.set_num_threads(threads);
        var (peak, rows) = (Peak(threads), new List<(string Name, double Work, double Seconds)>());
        foreach (var coupling in (CouplingSpec[])[new IndependentCouplingSpec(), new LearnedCouplingSpec()])
        {
            using var run = new TrainingRun(new(new TrialSpec { Coupling = coupling }));
            var seconds = Points(run);
            rows.Add(($"two-gaussians {KindAttribute.WordOf(coupling)}", PointBatch * Step(run.Replicas.First.Networks, 1), seconds));
        }

        foreach (var (name, steps) in (ReadOnlySpan<(string, int)>)[("mnist-small", 9), ("mnist", 3)])
        {
            var configuration = UNetBenchmark.Configuration(name);
            foreach (var learned in (bool[])[false, true])
            {
                using var step = new UNetStep(configuration, learned, critic: false);
                _ = step.Run(2);
                var seconds = step.Run(steps);
                var velocity = new UNetModel(configuration.Velocity).Shapes;
                var work = learned ? Training(velocity, true) + Training(new UNetModel(configuration.Encoder).Shapes, false) : Training(velocity, false);
                rows.Add(($"{name} {(learned ? "learned" : "independent")}", UNetStep.Batch * work, seconds[seconds.Count / 2]));
            }
        }

        // Before and after, since a machine that others use too is never twice the same.
        peak = Math.Max(peak, Peak(threads));
        foreach (var row in rows)
            Print(row.Name, row.Work, row.Seconds, peak);
    }

    /// <summary>Operations of one sample through a network, forwards.</summary>
    /// <param name="shapes">Its parameters; names of convolutions state the resolution, as published ones do.</param>
    private static double Forward(IEnumerable<ParameterShape> shapes) => shapes.Where(shape => shape.Sizes.Count > 1).Sum(Layer);

    private static double Layer(ParameterShape shape)
    {
        if (shape.Sizes.Count == 2)
            return 2.0 * shape.Count;
        var pixels = Math.Pow(int.Parse(shape.Name.Split('.')[1].Split('x')[0], CultureInfo.InvariantCulture), 2);
        var work = 2 * shape.Count * pixels;
        // Every pixel's weights over all pixels, and what they add up to.
        return shape.Name.EndsWith("qkv.weight", StringComparison.Ordinal) ? work + 4 * pixels * pixels * shape.Sizes[1] : work;
    }

    /// <summary>Forwards, and back to parameters and inputs; the first layer's inputs only where their gradient is needed.</summary>
    private static double Training(IReadOnlyList<ParameterShape> shapes, bool inputGradient) =>
        3 * Forward(shapes) - (inputGradient ? 0 : Layer(shapes.First(shape => shape.Sizes.Count > 1 && !shape.Name.StartsWith("map_", StringComparison.Ordinal))));

    private static double Step(TrialNetworks networks, double samples) => samples
        * (networks.Encoder is null
            ? Training(networks.Velocity.Shapes, false)
            : Training(networks.Velocity.Shapes, true) + Training(networks.Encoder.Shapes, false));

    private static double Points(TrainingRun run)
    {
        const int rounds = 41, steps = 50;
        var seconds = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var step = 0; step < steps; step++)
                run.Advance();
            seconds[round] = Stopwatch.GetElapsedTime(start).TotalSeconds / steps;
        }

        Array.Sort(seconds);
        return seconds[rounds / 2];
    }

    /// <summary>The faster of two large products: libtorch's, and one of the kernels', whose panels stay in the first-level cache.</summary>
    private static double Peak(int threads)
    {
        using var scope = torch.NewDisposeScope();
        var (left, right) = (torch.randn(ProductSize, ProductSize), torch.randn(ProductSize, ProductSize));
        var libtorch = 2 * Math.Pow(ProductSize, 3) / Best(Products, () => left.mm(right).Dispose());
        using var weights = new AlignedBuffer(Depth * Depth);
        using var columns = new AlignedBuffer((long)Depth * Panels.Width * PanelCount);
        using var result = new AlignedBuffer(columns.Length);
        var kernels = threads * 2.0 * Depth * Depth * Panels.Width * PanelCount / Best(ShortProducts, () => Parallel.For(0, threads, _ => Multiply(weights, columns, result)));
        Console.WriteLine(FormattableString.Invariant(
            $"{threads} threads: libtorch, {ProductSize}³: {libtorch / 1e9:F1} GFLOP/s; kernels, {Depth}×{Depth}×{Panels.Width * PanelCount}: {kernels / 1e9:F1} GFLOP/s"));
        return Math.Max(libtorch, kernels);
    }

    private static unsafe void Multiply(AlignedBuffer weights, AlignedBuffer columns, AlignedBuffer result)
    {
        for (var panel = 0; panel < PanelCount; panel++)
        {
            var start = (nint)panel * Depth * Panels.Width;
            KernelSet.Best.Linear(Depth, Depth, weights.Start, null, columns.Start + start, result.Start + start);
        }
    }

    private static double Best(int repeats, Action product)
    {
        var best = double.MaxValue;
        for (var i = 0; i < repeats; i++)
        {
            var start = Stopwatch.GetTimestamp();
            product();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }

    private static void Print(string name, double work, double seconds, double peak) => Console.WriteLine(FormattableString.Invariant(
        $"{name}: {work / 1e9:F4} GFLOP, median {seconds * 1e3:F3} ms, {work / seconds / 1e9:F1} GFLOP/s, {100 * work / seconds / peak:F0} % of the peak"));
}
