using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Teachers;
using FastOde.FlowMatching.Training;
using FastOde.Grains.Attempts;
using FastOde.Storage.Directories;

namespace FastOde.Grains.Programs;

/// <summary>Gives a trial the pairs of its teacher: made by the first attempt, read from the trial's folder by all later ones.</summary>
internal sealed class PairSource(DatasetSource datasets, DataDirectory directory)
{
    /// <summary>Full path of a trial's pairs.</summary>
    public static string FileOf(DataDirectory directory, string trialId) => Path.Combine(directory.ArtifactFolder(trialId), "pairs.safetensors");

    /// <summary>The pairs of an attempt, none where its trial has no teacher. The caller disposes of them.</summary>
    /// <param name="order">The attempt.</param>
    /// <param name="sink">Records the files, and stops the teacher.</param>
    /// <param name="pairs">The pairs.</param>
    /// <returns>False when it was stopped before the pairs were made; nothing of them is kept.</returns>
    /// <exception cref="CheckpointException">The teacher's checkpoint is damaged.</exception>
    public bool TryGet(AttemptOrder order, IAttemptSink sink, out TeacherPairs? pairs)
    {
        pairs = null;
        if (order.Trial.Teaching is null)
            return true;
        try
        {
            var file = FileOf(directory, order.Lease.TrialId);
            pairs = order.Teacher is { } teacher ? Made(order, teacher, file, sink.Stop) : Stored(file, order.Trial.Data.Name);
            Record(sink, file, pairs.Lineage);
            return true;
        }
        catch (OperationCanceledException) when (sink.Stop.IsCancellationRequested)
        {
            return false;
        }
    }

    private TeacherPairs Stored(string file, string data)
    {
        var (shape, prior) = datasets.Describe(data);
        return TeacherPairsFile.Load(file, shape, prior);
    }

    private TeacherPairs Made(AttemptOrder order, TeacherTrial teacher, string file, CancellationToken stop)
    {
        using var flow = Restore(teacher);
        var teaching = order.Trial.Teaching!;
        var lineage = new TeacherLineage
        {
            Teacher = teaching.Teacher!,
            CheckpointStep = teacher.Checkpoint.Step,
            CheckpointSha256 = teacher.Checkpoint.Sha256,
            Pairs = teaching.Pairs,
            Solver = teaching.TeacherSolver,
            Seed = order.Seed,
        };
        var pairs = TeacherPairs.Generate(flow, lineage, order.Trial.Evaluation.Samples, stop);
        TeacherPairsFile.Save(pairs, file);
        return pairs;
    }

    private TrainedFlow Restore(TeacherTrial teacher)
    {
        var (shape, prior) = datasets.Describe(teacher.Spec.Data.Name);
        return TrainedFlow.Restore(teacher.Spec, shape, prior, CheckpointDirectory.Load(RecordedFiles.Checkpoint(teacher.Checkpoint, directory)));
    }

    /// <summary>Records both files anew by every attempt: one that was killed in between may not have.</summary>
    private void Record(IAttemptSink sink, string pairs, TeacherLineage lineage)
    {
        var text = Path.Combine(Path.GetDirectoryName(pairs)!, "lineage.json");
        lineage.Save(text);
        sink.Report(new ArtifactReport { Written = [RecordedFiles.Describe(ArtifactKinds.Pairs, pairs, 0, directory), RecordedFiles.Describe(ArtifactKinds.Lineage, text, 0, directory)] });
    }
}
