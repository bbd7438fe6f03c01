using System.Diagnostics;
using System.Globalization;
using FastOde.Bench.Training;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using TorchSharp;

// Trains the two-Gaussian example like shared/peer/two_gaussians.py and prints the same lines.
// Usage: <coupling> <iterations> [trials side by side, a thread each], or: stages,
// or: work <threads>, what a step needs and what share of the peak it reaches,
// or: methods <mnist-small|plane> <turns>, what a step of each method costs with small networks,
// or: unet <mnist|mnist-small> <learned|critic|independent|evaluate> <steps, or images> <threads of a trial> [trials side by side]
// or: step <a published configuration> <learned|independent> [--resolution, --channels, --batch, --steps, --threads, --replicas, each with a number]
//     [--device auto|cpu|cuda|cuda:N] [--precision fp32|bf16] [--checkpointing true|false] [--kernels true|false]
const int warmup = 500;
NativeAllocator.Configure();
torch.set_num_threads(1);
if (args is ["stages"])
{
    using var stages = new Stages();
    stages.Run();
    return;
}

if (args is ["work", var cores])
{
    WorkBenchmark.Run(int.Parse(cores, CultureInfo.InvariantCulture));
    return;
}

if (args is ["methods", var networks, var rounds])
{
    MethodBenchmark.Run(networks, int.Parse(rounds, CultureInfo.InvariantCulture));
    return;
}

if (args is ["unet", ..])
{
    UNetBenchmark.Run(args[1], args[2], [.. args[3..].Select(number => int.Parse(number, CultureInfo.InvariantCulture))]);
    return;
}

if (args is ["step", ..])
{
    StepBenchmark.Run(args[1], args[2], args[3..]);
    return;
}

CouplingSpec coupling = args[0] switch
{
    "independent" => new IndependentCouplingSpec(),
    "learned" => new LearnedCouplingSpec(),
    "sliced-wasserstein" => new LearnedCouplingSpec { Penalties = [new SlicedWassersteinPenaltySpec()] },
    "mmd" => new LearnedCouplingSpec { Penalties = [new MmdPenaltySpec()] },
    "critic" => new LearnedCouplingSpec { Penalties = [new CriticPenaltySpec()] },
    "minibatch-ot" => new MinibatchCouplingSpec(),
    "sinkhorn" => new MinibatchCouplingSpec { Pairing = TransportSolver.Sinkhorn },
    _ => throw new ArgumentException($"There is no coupling '{args[0]}'; known: independent, learned, sliced-wasserstein, mmd, critic, minibatch-ot, sinkhorn."),
};
var iterations = int.Parse(args[1], CultureInfo.InvariantCulture);
var trials = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 1;

using var start = new Barrier(trials);
var rates = new double[trials];
var threads = Enumerable.Range(0, trials).Select(trial => new Thread(() => rates[trial] = Train(trial))).ToList();
threads.ForEach(thread => thread.Start());
threads.ForEach(thread => thread.Join());
Console.WriteLine(FormattableString.Invariant($"{args[0]}: {rates.Sum():F0} iterations/s, {trials} trial(s)"));

double Train(int seed)
{
    using var run = new TrainingRun(new(new TrialSpec { Coupling = coupling }, seed));
    while (run.Step < warmup)
        run.Advance();
    start.SignalAndWait();
    var watch = Stopwatch.StartNew();
    while (run.Step < iterations)
        run.Advance();
    var rate = (iterations - warmup) / watch.Elapsed.TotalSeconds;
    if (seed == 0)
    {
        foreach (var steps in (int[])[20, 100])
            Console.WriteLine(FormattableString.Invariant($"curvature, Euler {steps}: {Curvature(run.VelocityField, run.Prior, steps):F4}"));
    }

    return rate;
}

static double Curvature(IVelocityField velocity, DiagonalNormal prior, int steps)
{
    using var scope = torch.NewDisposeScope();
    var noise = EvaluationNoise.Draw(prior, 2048, 0);
    var x = noise;
    var slopes = new List<torch.Tensor>();
    for (var k = steps; k > 0; k--)
    {
        slopes.Add(velocity.Velocity(x, torch.full(2048, 1, (float)k / steps)));
        x = x - slopes[^1] / steps;
    }

    return slopes.Average(slope => (slope - (noise - x)).square().mean().item<float>());
}
