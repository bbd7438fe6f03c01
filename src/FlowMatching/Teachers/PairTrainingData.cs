using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Training;
using TorchSharp;

namespace FastOde.FlowMatching.Teachers;

/// <summary>The data of a teacher's pairs; each comes with its own noise.</summary>
/// <param name="pairs">The pairs; they stay the caller's and must outlive this object.</param>
public sealed class PairTrainingData(TeacherPairs pairs) : TrainingData
{
    /// <inheritdoc/>
    public override SampleShape Shape => pairs.Shape;

    /// <inheritdoc/>
    public override int Count => (int)pairs.Data.shape[0];

    /// <inheritdoc/>
    public override DiagonalNormal Prior => pairs.Prior;

    /// <inheritdoc/>
    public override void Fill(ReadOnlySpan<int> picked, torch.Tensor batch, torch.Generator draws)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Rows.Gather(pairs.Data, picked, batch);
    }

    /// <inheritdoc/>
    public override Coupling OwnCoupling() => new PairedNoise(pairs.Noise, pairs.Aggregate);
}
