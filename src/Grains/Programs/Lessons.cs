using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Teachers;
using FastOde.FlowMatching.Training;
using FastOde.Grains.Trainers;
using FastOde.Storage.Directories;

namespace FastOde.Grains.Programs;

/// <summary>Gives a trial the pairs of its teacher: made by the first attempt, read from the trial's folder by all later ones.</summary>
internal sealed class Lessons(Teachers teachers, DatasetSource datasets, DataDirectory directory)
{
    /// <summary>Kind of the artifact that holds the pairs.</summary>
    public const string PairsKind = "pairs";

    /// <summary>Kind of the artifact that says where they come from.</summary>
    public const string LineageKind = "lineage";

    /// <summary>The pairs of an attempt, none where its coupling needs none. The caller disposes of them.</summary>
    /// <param name="order">The attempt.</param>
    /// <param name="options">What it trains.</param>
    /// <param name="onRecord">Files of earlier attempts; pairs that are not among them are made anew.</param>
    /// <param name="recorder">Records the files.</param>
    /// <param name="stop">Stops the teacher.</param>
    /// <param name="pairs">The pairs.</param>
    /// <returns>False when it was stopped before the pairs were made; nothing of them is kept.</returns>
    public bool TryGet(
        AttemptOrder order, TrainingOptions options, IReadOnlyList<ArtifactRecord> onRecord, AttemptRecorder recorder, CancellationToken stop, out TeacherPairs? pairs)
    {
        pairs = null;
        if (options.Coupling.Kind is not (CouplingKind.Reflow or CouplingKind.Distillation))
            return true;
        try
        {
            var file = Path.Combine(directory.ArtifactFolder(order.Lease.TrialId), "pairs.safetensors");
            pairs = RecordedFiles.Has(onRecord, directory, file) ? Stored(file, options) : Made(order, options, file, stop);
            Record(recorder, file, pairs.Lineage);
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
    }

    private TeacherPairs Stored(string file, TrainingOptions options)
    {
        var (shape, prior) = datasets.Describe(options.Data);
        return TeacherPairsFile.Load(file, shape, prior);
    }

    private TeacherPairs Made(AttemptOrder order, TrainingOptions options, string file, CancellationToken stop)
    {
        // The thread is the slot's own and may wait for the store.
        var (teacher, checkpoint) = teachers.Open(order.Trial, stop).GetAwaiter().GetResult();
        using (teacher)
        {
            var lineage = new TeacherLineage
            {
                Teacher = options.Coupling.Teacher!,
                CheckpointStep = checkpoint.Step,
                CheckpointSha256 = checkpoint.Sha256,
                Pairs = options.Coupling.Pairs,
                Solver = options.Coupling.TeacherSolver,
                Seed = options.Seed,
            };
            var pairs = TeacherPairs.Generate(teacher, lineage, options.Evaluation.Samples, stop);
            TeacherPairsFile.Save(pairs, file);
            return pairs;
        }
    }

    /// <summary>Records both files anew by every attempt: one that was killed in between may not have.</summary>
    private void Record(AttemptRecorder recorder, string pairs, TeacherLineage lineage)
    {
        var text = Path.Combine(Path.GetDirectoryName(pairs)!, "lineage.json");
        lineage.Save(text);
        foreach (var (kind, file) in new[] { (PairsKind, pairs), (LineageKind, text) })
        {
            recorder.AddArtifact(new()
            {
                Kind = kind,
                Path = directory.Relative(file),
                Step = 0,
                Bytes = new FileInfo(file).Length,
                Sha256 = RecordedFiles.Checksum(file),
            });
        }
    }
}
