using FastOde.Contracts.Results;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Training;
using FastOde.Grains.Specs;
using FastOde.Specs;
using FastOde.Storage.Artifacts;
using FastOde.Storage.Directories;

namespace FastOde.Grains.Programs;

/// <summary>Finds what trials have learned. It only reads, so that a running process is not disturbed.</summary>
/// <param name="results">What is stored of trials.</param>
/// <param name="artifacts">Has the files that other processes have written.</param>
/// <param name="directory">Where their files lie.</param>
/// <param name="data">Where their data is.</param>
public sealed class TrainedTrials(IResultQueries results, IArtifactStore artifacts, DataDirectory directory, DatasetSource data)
{
    /// <summary>A trial with its newest usable checkpoint or that of a step, running or ended.</summary>
    /// <param name="trialId">Its id, <c>{experiment}-{number}</c>.</param>
    /// <param name="step">The training step whose checkpoint is meant; null for the newest.</param>
    /// <param name="cancellation">Ends the look-up.</param>
    /// <exception cref="TrialProblemException">There is no such trial, or it has no checkpoint that can be used.</exception>
    public async Task<TrainedTrial> Find(string trialId, int? step, CancellationToken cancellation)
    {
        var trial = await results.Trial(trialId, cancellation)
            ?? throw new TrialProblemException($"There is no trial {trialId} in {directory.Root}. Choose one that the dashboard lists, or another directory with --data DIR.");
        if (trial.Spec.Function is { } function)
            throw new TrialProblemException($"Trial {trialId} evaluates {function} and trains nothing. Choose a trial that trains.");
        var seeded = new SeededTrial(trial.Spec, trial.Summary.Seed);
        var (shape, prior) = Describe(trialId, trial.Spec.Data, data);
        var meant = KeptCheckpoints.Of(trial.Artifacts, step);
        if (step is { } asked && meant.Count == 0 && KeptCheckpoints.Of(trial.Artifacts, null).Count > 0)
            throw new TrialProblemException(KeptCheckpoints.Missing(trialId, trial.Artifacts, asked));
        foreach (var file in meant)
            await artifacts.Fetch(file, cancellation);
        return new TrainedTrial { Id = trialId, Trial = seeded, Shape = shape, Prior = prior, Checkpoint = Newest(trialId, meant, fingerprint => TrainingFingerprint.Fits(fingerprint, seeded)) };
    }

    /// <summary>
    /// The shape and prior of a trial's data: the data set's where it is at hand, which must be what the spec states, and
    /// what the spec states otherwise.
    /// </summary>
    /// <exception cref="TrialProblemException">They differ, or neither is known.</exception>
    internal static (SampleShape Shape, DiagonalNormal Prior) Describe(string subject, DataSpec spec, DatasetSource data)
    {
        var stated = new DataShapes(added: null).Of(spec);
        try
        {
            var (shape, prior) = data.Describe(spec.Name);
            return stated is null || stated == shape
                ? (shape, prior)
                : throw new TrialProblemException(
                    $"{subject}: The spec states images of {stated.Description}, and the data set {spec.Name} here has images of {shape.Description}. Change data.size and data.channels, or add the other data set.");
        }
        catch (ImageDatasetException error)
        {
            return stated is null
                ? throw new TrialProblemException($"{subject}: {error.Message} Or state its images by data.size and data.channels.", error)
                : (stated, DiagonalNormal.Standard(stated.Dimension));
        }
    }

    private Checkpoint Newest(string trialId, IReadOnlyList<ArtifactRecord> meant, Predicate<string> belongs)
    {
        var folder = new CheckpointDirectory(
            Path.Combine(directory.ArtifactFolder(trialId), TrainingProgram.CheckpointFolder),
            recorded: RecordedFiles.Checkpoints(meant, directory));
        var rejected = new List<CheckpointException>();
        return folder.LoadLatest(belongs, rejected.Add) ?? throw (rejected.Count > 0
            ? new TrialProblemException(rejected[0].Message, rejected[0])
            : new TrialProblemException($"Trial {trialId} has no checkpoint yet in {folder.Path}. Wait for its first, or resume it."));
    }
}
