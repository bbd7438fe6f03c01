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
            var file = TeacherFiles.Of(directory, order.Lease.TrialId, order.Trial);
            pairs = order.Teacher is { } teacher ? Made(order, teacher, file, sink.Stop) : Stored(file, order.Trial.Data.Name);
            TeacherFiles.Record(sink, ArtifactKinds.Pairs, file, pairs.Lineage, directory);
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
}
