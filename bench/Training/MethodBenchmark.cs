using System.Diagnostics;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Methods;
using FastOde.Specs.Networks;
using FastOde.Specs.Optimizers;
using TorchSharp;

namespace FastOde.Bench.Training;

/// <summary>What a training step of each method costs with small networks, beside one of flow matching.</summary>
internal static class MethodBenchmark
{
    private static readonly (string Name, MethodSpec Spec)[] Methods =
    [
        ("flow-matching", new FlowMatchingSpec()),
        ("shortcut", new ShortcutSpec()),
        ("shortcut, averaged", new ShortcutSpec { Averaged = true }),
        ("mean-flow", new MeanFlowSpec()),
        ("mean-flow, predicted", new MeanFlowSpec { Tangent = TangentKind.Predicted }),
        ("improved-mean-flow", new ImprovedMeanFlowSpec()),
        ("flow-map, progressive", new SelfDistillationSpec { Objective = MapObjective.Progressive }),
        ("flow-map, lagrangian", new SelfDistillationSpec { Objective = MapObjective.Lagrangian }),
    ];

    private static readonly (string Name, CouplingSpec Spec)[] Couplings =
    [
        ("independent", new IndependentCouplingSpec()),
        ("learned", new LearnedCouplingSpec()),
    ];

    /// <summary>Prints a row a method and coupling: processor time of a step by kernels and in tensor operations, and ratios.</summary>
    /// <param name="networks"><c>mnist-small</c>, or <c>plane</c>: the networks and batches of <c>examples/frontier.yaml</c>.</param>
    /// <param name="rounds">Turns of each; all take turns, so that what else runs on the machine meets all of them.</param>
    public static void Run(string networks, int rounds)
    {
        Func<MethodSpec, CouplingSpec, ComputeDevice, TimedRun> start = networks switch
        {
            "mnist-small" => Images,
            "plane" => Plane,
            _ => throw new ArgumentException($"There are no networks '{networks}'; known: mnist-small, plane."),
        };
        List<Candidate> candidates =
        [
            .. from coupling in Couplings
               from method in Methods
               select new Candidate(
                   method.Name, coupling.Name, start(method.Spec, coupling.Spec, ComputeDevice.Cpu), start(method.Spec, coupling.Spec, ComputeDevice.CpuTensors)),
        ];
        for (var round = 0; round < rounds; round++)
            candidates.ForEach(candidate => candidate.Advance());
        Console.WriteLine("| coupling | method | kernels, ms | tensor operations, ms | kernels gain | beside flow matching |");
        Console.WriteLine("|---|---|---:|---:|---:|---:|");
        foreach (var candidate in candidates)
        {
            var (kernels, tensors) = (candidate.Kernels.Median, candidate.Tensors.Median);
            var baseline = candidates.First(other => other.Coupling == candidate.Coupling).Kernels.Median;
            Console.WriteLine(FormattableString.Invariant(
                $"| {candidate.Coupling} | {candidate.Name} | {kernels:G3} | {tensors:G3} | {tensors / kernels:F2} | {kernels / baseline:F2} |"));
        }

        candidates.ForEach(candidate => candidate.Dispose());
    }

    private static TimedRun Images(MethodSpec method, CouplingSpec coupling, ComputeDevice device)
    {
        var small = UNetBenchmark.Configuration("mnist-small").Velocity;
        var trial = new TrialSpec
        {
            Data = new() { Name = "mnist" },
            Coupling = coupling,
            Method = method,
            Network = small.Spec,
            Encoder = NetworkOverrides.Of(("channels", 8)),
            Optimizer = new AdamSpec { EmaDecay = 0.9999 },
            BatchSize = UNetStep.Batch,
        };
        return new(new(new(trial), new ImageTrainingData(RandomImages.Create(small.InputChannels, small.Resolution, torch.CPU), flip: false), device), steps: 1);
    }

    private static TimedRun Plane(MethodSpec method, CouplingSpec coupling, ComputeDevice device)
    {
        var trial = new TrialSpec
        {
            Coupling = coupling,
            Method = method,
            Network = new MlpSpec { Hidden = 100, Layers = 2 },
            Optimizer = new AdamSpec { EmaDecay = 0.98 },
            BatchSize = 512,
        };
        return new(new(new(trial), device), steps: 50);
    }

    private sealed class Candidate(string name, string coupling, TimedRun kernels, TimedRun tensors) : IDisposable
    {
        public string Name => name;

        public string Coupling => coupling;

        public TimedRun Kernels => kernels;

        public TimedRun Tensors => tensors;

        public void Advance()
        {
            kernels.Advance();
            tensors.Advance();
        }

        public void Dispose()
        {
            kernels.Dispose();
            tensors.Dispose();
        }
    }

    private sealed class TimedRun : IDisposable
    {
        private readonly List<double> milliseconds = [];
        private readonly TrainingRun run;
        private readonly int steps;

        public TimedRun(TrainingRun run, int steps)
        {
            (this.run, this.steps) = (run, steps);
            run.Advance();
        }

        public double Median => milliseconds.Order().ElementAt(milliseconds.Count / 2);

        public void Advance()
        {
            using var process = Process.GetCurrentProcess();
            var before = process.TotalProcessorTime;
            for (var step = 0; step < steps; step++)
                run.Advance();
            process.Refresh();
            milliseconds.Add((process.TotalProcessorTime - before).TotalMilliseconds / steps);
        }

        public void Dispose() => run.Dispose();
    }
}
