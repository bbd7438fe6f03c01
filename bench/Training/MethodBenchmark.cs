using System.Diagnostics;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Methods;
using FastOde.Specs.Optimizers;
using TorchSharp;

namespace FastOde.Bench.Training;

/// <summary>What a training step of each method costs with the small MNIST networks, beside one of flow matching.</summary>
internal static class MethodBenchmark
{
    private static readonly (string Name, MethodSpec Spec)[] Methods =
    [
        ("flow-matching", new FlowMatchingSpec()),
        ("shortcut", new ShortcutSpec()),
        ("mean-flow", new MeanFlowSpec()),
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
    /// <param name="rounds">Steps of each; all take turns, so that what else runs on the machine meets all of them.</param>
    public static void Run(int rounds)
    {
        List<Candidate> candidates =
        [
            .. from coupling in Couplings
               from method in Methods
               select new Candidate(method.Name, method.Spec, coupling.Name, coupling.Spec),
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
                $"| {candidate.Coupling} | {candidate.Name} | {kernels:F0} | {tensors:F0} | {tensors / kernels:F2} | {kernels / baseline:F2} |"));
        }

        candidates.ForEach(candidate => candidate.Dispose());
    }

    private sealed class Candidate(string name, MethodSpec method, string couplingName, CouplingSpec coupling) : IDisposable
    {
        public string Name => name;

        public string Coupling => couplingName;

        public TimedRun Kernels { get; } = new(method, coupling, ComputeDevice.Cpu);

        public TimedRun Tensors { get; } = new(method, coupling, ComputeDevice.CpuTensors);

        public void Advance()
        {
            Kernels.Advance();
            Tensors.Advance();
        }

        public void Dispose()
        {
            Kernels.Dispose();
            Tensors.Dispose();
        }
    }

    private sealed class TimedRun : IDisposable
    {
        private readonly List<double> milliseconds = [];
        private readonly TrainingRun run;

        public TimedRun(MethodSpec method, CouplingSpec coupling, ComputeDevice device)
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
            run = new(new(trial), new ImageTrainingData(RandomImages.Create(small.InputChannels, small.Resolution, torch.CPU), flip: false), device);
            run.Advance();
        }

        public double Median => milliseconds.Order().ElementAt(milliseconds.Count / 2);

        public void Advance()
        {
            using var process = Process.GetCurrentProcess();
            var before = process.TotalProcessorTime;
            run.Advance();
            process.Refresh();
            milliseconds.Add((process.TotalProcessorTime - before).TotalMilliseconds);
        }

        public void Dispose() => run.Dispose();
    }
}
