using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using TorchSharp;

namespace FastOde.FlowMatching.Teachers;

/// <summary>A data set beside a teacher, whose encoder gives its samples their noise or whose velocity a method is distilled from.</summary>
/// <param name="samples">The samples; disposed of with this object.</param>
/// <param name="teacher">The teacher.</param>
/// <param name="student">Says which of its networks are used, and where they compute.</param>
public sealed class TaughtTrainingData(TrainingData samples, TeacherNetworks teacher, TrialSpec student) : TrainingData
{
    // Networks are not for two threads at once, so that every replica has its own.
    private readonly List<TrainedFlow> restored = [];

    /// <inheritdoc/>
    public override SampleShape Shape => samples.Shape;

    /// <inheritdoc/>
    public override int Count => samples.Count;

    /// <inheritdoc/>
    public override DiagonalNormal Prior => samples.Prior;

    /// <inheritdoc/>
    public override long Evaluations => restored.Sum(flow => flow.Evaluations);

    /// <inheritdoc/>
    public override Coupling? OwnCoupling() => student.TakesEncoder ? new FrozenForwardProcess(Restore()) : samples.OwnCoupling();

    /// <inheritdoc/>
    public override IVelocityField? TeacherVelocity() => student.LearnsFromVelocity ? Restore().VelocityField : null;

    /// <inheritdoc/>
    public override void Initialize(ParameterArena arena) => samples.Initialize(arena);

    /// <inheritdoc/>
    public override void Fill(ReadOnlySpan<int> picked, torch.Tensor batch, torch.Generator draws) => samples.Fill(picked, batch, draws);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var flow in restored)
                flow.Dispose();
            samples.Dispose();
        }

        base.Dispose(disposing);
    }

    private TrainedFlow Restore()
    {
        var flow = teacher.Restore(student.Device);
        restored.Add(flow);
        return flow;
    }
}
