using System.Diagnostics;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.Bench.Training;

/// <summary>Times training steps and evaluations of the MNIST networks, one trial or several side by side.</summary>
internal static class UNetBenchmark
{
    private const int Repeats = 3;
    private const int WarmUp = 3;

    private static readonly SongUNetSpec Song = new() { Channels = 16, Multipliers = [1, 2, 2], Blocks = 1, Attention = [], Dropout = 0 };

    private static readonly UNetShape Small = new()
    {
        Spec = Song,
        Resolution = 28,
        InputChannels = 1,
        OutputChannels = 1,
    };

    /// <summary>Prints the parameters, a line a trial and the largest resident size.</summary>
    /// <param name="name"><c>mnist</c> or <c>mnist-small</c>.</param>
    /// <param name="mode"><c>learned</c>, <c>critic</c> (learned, with a critic), <c>independent</c> or <c>evaluate</c>.</param>
    /// <param name="numbers">Steps (or images), threads of a trial, and trials.</param>
    public static void Run(string name, string mode, int[] numbers)
    {
        var configuration = Configuration(name);
        Console.WriteLine(FormattableString.Invariant(
            $"parameters: velocity {new UNetModel(configuration.Velocity).ParameterCount}, encoder {new UNetModel(configuration.Encoder).ParameterCount}"));
        var trials = numbers.Length > 2 ? numbers[2] : 1;
        using var start = new Barrier(trials);
        var threads = Enumerable.Range(0, trials).Select(_ => new Thread(() => Trial(configuration, mode, numbers[0], numbers[1], start))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(FormattableString.Invariant($"peak {process.PeakWorkingSet64 / 1e9:F2} GB"));
    }

    /// <summary>The pair of networks of a name: <c>mnist-small</c>, or one that is published.</summary>
    public static UNetConfiguration Configuration(string name) => name == "mnist-small"
        ? new UNetConfiguration { Name = name, Velocity = Small, Encoder = Small with { Spec = Song with { Channels = 8 }, OutputChannels = 2 } }
        : UNetConfigurations.Published.Find(name);

    private static void Trial(UNetConfiguration configuration, string mode, int count, int cores, Barrier start)
    {
        torch.set_num_threads(cores);
        using var step = new UNetStep(configuration, learned: mode is "learned" or "critic", critic: mode == "critic");
        _ = mode == "evaluate" ? step.Evaluate(count, WarmUp) : step.Run(WarmUp);
        start.SignalAndWait();
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var seconds = mode == "evaluate" ? step.Evaluate(count, Repeats) : step.Run(count);
        Console.WriteLine(FormattableString.Invariant(
            $"{configuration.Name} {mode}, {cores} threads: median {seconds[seconds.Count / 2]:F3} s, best {seconds[0]:F3} s"));
        process.Refresh();
        Console.WriteLine(FormattableString.Invariant($"cpu {(process.TotalProcessorTime - before).TotalSeconds / seconds.Count:F3} s"));
    }
}
