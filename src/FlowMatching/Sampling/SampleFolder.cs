using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Solvers;
using FastOde.FlowMatching.Training;
using TorchSharp;

namespace FastOde.FlowMatching.Sampling;

/// <summary>
/// Generates samples into a folder that appears whole or not at all. Images: <c>0000.png</c> and so on, and
/// <c>grid.png</c> with the first of them; points: <c>samples.npy</c> and <c>samples.csv</c>; on request <c>noise.npy</c>
/// and <c>predictions.npy</c>.
/// </summary>
public static class SampleFolder
{
    private const int BendingSamples = 64;

    /// <summary>Generates and writes.</summary>
    /// <param name="flow">The trial's networks.</param>
    /// <param name="request">What to generate.</param>
    /// <param name="data">Data to encode instead of drawing from the prior; at least as many samples as are asked for. Null for the prior.</param>
    /// <param name="clock">Measures the seconds.</param>
    /// <param name="cancellation">Looked at between steps; nothing stays behind.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="InvalidSettingException">The folder is not empty, or the solver cannot do what is asked.</exception>
    /// <exception cref="IntegrationException">An adaptive solver cannot go on.</exception>
    public static SampleOutcome Write(TrainedFlow flow, SampleRequest request, TrainingData? data, TimeProvider clock, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(flow);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(clock);
        var noise = new NoiseSource(flow, request.Seed, data);
        var sampler = new FlowSampler(flow, request.Setting, Process(flow, request, noise, cancellation), request.KeepsPredictions);
        RequireEmpty(request.Folder);
        var unfinished = request.Folder.TrimEnd(Path.DirectorySeparatorChar) + ".unfinished";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);
        Directory.CreateDirectory(unfinished);
        try
        {
            var outcome = Write(unfinished, flow.Shape, sampler, noise, request, clock, cancellation);
            if (Directory.Exists(request.Folder))
                Directory.Delete(request.Folder);
            Directory.Move(unfinished, request.Folder);
            return outcome;
        }
        catch
        {
            Directory.Delete(unfinished, recursive: true);
            throw;
        }
    }

    /// <summary>Refuses a folder that samples would not be alone in.</summary>
    /// <param name="folder">Its path.</param>
    /// <exception cref="SettingValueException">It is not empty, or a file.</exception>
    public static void RequireEmpty(string folder)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw new SettingValueException($"{folder} is not an empty folder; choose another, or empty it.");
    }

    private static SampleOutcome Write(
        string folder, SampleShape shape, FlowSampler sampler, NoiseSource source, SampleRequest request, TimeProvider clock, CancellationToken cancellation)
    {
        using var files = new SampleFiles(folder, shape, request);
        var (steps, evaluations, seconds) = (0, 0.0, 0.0);
        for (var first = 0; first < request.Count; first += request.BatchSize)
        {
            using var scope = torch.NewDisposeScope();
            using var unrecorded = torch.no_grad();
            var began = clock.GetTimestamp();
            var noise = source.Draw(first, Math.Min(request.BatchSize, request.Count - first), out var startEvaluations);
            using var batch = sampler.Generate(noise, cancellation);
            seconds += clock.GetElapsedTime(began).TotalSeconds;
            files.Write(first, noise, batch);
            request.Progress?.Invoke(first + (int)noise.shape[0]);
            steps = Math.Max(steps, batch.StepCount);
            evaluations += (startEvaluations + batch.Nfe) * noise.shape[0] / request.Count;
        }

        files.Finish();
        return new SampleOutcome(steps, evaluations, seconds);
    }

    /// <summary>What the solver may know. What a grid follows is measured once, so that all batches take the same steps.</summary>
    private static SamplingProcess Process(TrainedFlow flow, SampleRequest request, NoiseSource noise, CancellationToken cancellation)
    {
        var process = new SamplingProcess() { Path = flow.Path, Prior = flow.Prior, Seed = request.Seed };
        var grid = request.Setting.Choice.Grid;
        if (grid is { FollowsBending: false, FollowsCosts: false })
            return process;
        using var start = noise.Draw(0, Math.Min(BendingSamples, request.Count), out _);
        return process.Measured([grid], flow.VelocityField, start, 1, flow.Path.MinimumTime, cancellation);
    }
}
