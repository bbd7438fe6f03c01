using System.Globalization;
using FastOde.Contracts.Results;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Storage.Directories;
using FastOde.Storage.Experiments;

namespace FastOde.Grains.Programs;

/// <summary>Makes a finished trial of weights that were trained elsewhere.</summary>
/// <param name="store">Where experiments are stored.</param>
/// <param name="directory">Where their files go.</param>
public sealed class WeightImport(IExperimentStore store, DataDirectory directory)
{
    /// <summary>Reads weights and checks them against a spec, without storing anything.</summary>
    /// <param name="spec">The spec, whose first seed stands for the trial's.</param>
    /// <param name="file">A state dict or training state.</param>
    /// <param name="encoderFile">The encoder's own file; null where there is none.</param>
    /// <param name="copies">The copies that are taken where a file holds several; empty for the average where there is one.</param>
    /// <param name="data">Where the spec's data set may be.</param>
    /// <exception cref="CheckpointException">A file cannot be read or does not fit.</exception>
    /// <exception cref="TrialProblemException">The spec trains nothing, or how large its images are is not known.</exception>
    public static Checkpoint Read(ExperimentSpec spec, string file, string? encoderFile, IReadOnlyList<string> copies, DatasetSource data)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (spec.Trial.Function is { } function)
            throw new TrialProblemException($"{spec.Name}: trial.function: {function} has no weights; give a spec that trains.");
        var (shape, prior) = TrainedTrials.Describe(spec.Name, spec.Trial.Data, data);
        return PublishedWeights.Import(file, encoderFile, copies, new SeededTrial(spec.Trial, spec.Seeds[0]), shape, prior);
    }

    /// <summary>Stores a new, completed experiment with one trial that has these weights.</summary>
    /// <param name="spec">The experiment; its search is left out.</param>
    /// <param name="weights">What <see cref="Read"/> gave.</param>
    /// <param name="origin">Where they come from, for people.</param>
    /// <param name="cancellation">Ends it before it has happened.</param>
    /// <returns>The new trial's id.</returns>
    public async Task<string> Store(ExperimentSpec spec, Checkpoint weights, string origin, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(spec);
        string? written = null;
        try
        {
            var plan = new TrialPlan(new Dictionary<string, ParameterValue>(), spec.Seeds[0], spec.Trial);
            var id = await store.CreateFinished(
                spec with { Search = new SearchSpec() }, plan, origin,
                trialId => Publish(written = directory.ArtifactFolder(trialId), weights), cancellation);
            return string.Create(CultureInfo.InvariantCulture, $"{id}-1");
        }
        catch
        {
            if (written is not null && Directory.Exists(written))
                Directory.Delete(written, recursive: true);
            throw;
        }
    }

    private ArtifactRecord Publish(string folder, Checkpoint weights)
    {
        var file = new CheckpointDirectory(Path.Combine(folder, TrainingProgram.CheckpointFolder)).Save(weights);
        return RecordedFiles.Describe(file, directory);
    }
}
