using System.Diagnostics;
using System.Globalization;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Networks;
using FastOde.Specs.Optimizers;
using TorchSharp;

namespace FastOde.Bench.Training;

/// <summary>Times whole training steps of a published configuration, at its own or a smaller size, on random images.</summary>
internal static class StepBenchmark
{
    private const int WarmUp = 2;

    /// <summary>Prints the median and best seconds of a step, and the largest resident size of the process.</summary>
    /// <param name="name">The configuration, as in <see cref="UNetConfigurations"/>.</param>
    /// <param name="coupling"><c>learned</c> or <c>independent</c>.</param>
    /// <param name="settings">Pairs of a name and a value: <c>--batch 64 --precision bf16</c> and so on.</param>
    public static void Run(string name, string coupling, string[] settings)
    {
        var given = settings.Chunk(2).ToDictionary(pair => pair[0].TrimStart('-'), pair => pair[1]);
        int Number(string key, int otherwise) => given.TryGetValue(key, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        var published = UNetConfigurations.Published.Find(name);
        var resolution = Number("resolution", published.Velocity.Resolution);
        var checkpointing = given.GetValueOrDefault("checkpointing") == "true";
        torch.set_num_threads(Number("threads", 1));
        var velocity = published.Velocity.Spec with { Checkpointing = checkpointing, Channels = Number("channels", published.Velocity.Spec.Channels) };
        var encoder = published.Encoder.Spec;
        var trial = new TrialSpec()
        {
            Data = new() { Name = name },
            Coupling = coupling == "learned" ? new LearnedCouplingSpec() : new IndependentCouplingSpec(),
            Network = velocity,
            Encoder = NetworkOverrides.Of(("channels", Math.Min(velocity.Channels, encoder.Channels)), ("blocks", encoder.Blocks)),
            Optimizer = new AdamSpec { EmaDecay = 0.9999 },
            BatchSize = Number("batch", 64),
            Replicas = Number("replicas", 1),
            Device = given.GetValueOrDefault("device") ?? "auto",
            Precision = given.GetValueOrDefault("precision") == "bf16" ? Precision.BFloat16 : Precision.Full,
        };
        var device = given.GetValueOrDefault("kernels") == "false" ? ComputeDevice.CpuTensors : ComputeDevice.Find(trial.Device);
        var images = RandomImages.Create(published.Velocity.InputChannels, resolution, device.Device);
        using var run = new TrainingRun(new(trial), new ImageTrainingData(images, flip: true), device);
        for (var i = 0; i < WarmUp; i++)
            run.Advance();
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var seconds = new double[Number("steps", 5)];
        for (var i = 0; i < seconds.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            // A step ends by reading its loss from the device; the optimizer's part of the one before is waited for with it.
            run.Advance();
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        Array.Sort(seconds);
        process.Refresh();
        var processor = (process.TotalProcessorTime - before).TotalSeconds / seconds.Length;
        Console.WriteLine(FormattableString.Invariant(
            $"{name} {coupling} {string.Join(' ', settings)}: median {seconds[seconds.Length / 2]:F3} s, best {seconds[0]:F3} s, cpu {processor:F3} s, peak {process.PeakWorkingSet64 / 1e9:F2} GB"));
    }
}
