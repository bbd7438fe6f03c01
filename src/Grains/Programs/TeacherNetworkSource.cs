using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Teachers;
using FastOde.FlowMatching.Training;
using FastOde.Grains.Attempts;
using FastOde.Storage.Directories;

namespace FastOde.Grains.Programs;

/// <summary>Gives a trial its teacher's networks: copied by the first attempt, read from the trial's folder by all later ones.</summary>
internal sealed class TeacherNetworkSource(DatasetSource datasets, DataDirectory directory)
{
    /// <summary>The data of an attempt with its teacher's networks; null where its trial uses none.</summary>
    /// <param name="order">The attempt.</param>
    /// <param name="sink">Records the files.</param>
    /// <exception cref="CheckpointException">The teacher's checkpoint is damaged.</exception>
    public TrainingData? Open(AttemptOrder order, IAttemptSink sink)
    {
        if (TeacherNetworks.UsedBy(order.Trial) is not { } used)
            return null;
        var file = TeacherFiles.Of(directory, order.Lease.TrialId, order.Trial);
        if (order.Teacher is { } teacher)
            TeacherNetworksFile.Save(Copy(order, teacher, used), file);
        var (shape, prior) = datasets.Describe(order.Trial.Data.Name);
        var networks = TeacherNetworksFile.Load(file, shape, prior);
        TeacherFiles.Record(sink, ArtifactKinds.Teacher, file, networks.Lineage, directory);
        return new TaughtTrainingData(datasets.Open(new SeededTrial(order.Trial, order.Seed)), networks, order.Trial);
    }

    private TeacherNetworks Copy(AttemptOrder order, TeacherTrial teacher, string used)
    {
        var (shape, prior) = datasets.Describe(teacher.Spec.Data.Name);
        return new TeacherNetworks
        {
            Lineage = new TeacherLineage
            {
                Teacher = order.Trial.Teacher!,
                CheckpointStep = teacher.Checkpoint.Step,
                CheckpointSha256 = teacher.Checkpoint.Sha256,
                Networks = used,
            },
            Trial = teacher.Spec,
            Shape = shape,
            Prior = prior,
            Weights = TeacherNetworks.WeightsOf(CheckpointDirectory.Load(RecordedFiles.Checkpoint(teacher.Checkpoint, directory))),
        };
    }
}
