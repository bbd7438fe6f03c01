using System.Runtime.InteropServices;
using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Networks;
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
    public override long? EvaluationsBefore => pairs.Evaluations;

    /// <inheritdoc/>
    public override torch.Tensor TeacherEnds => pairs.HeldOut;

    /// <inheritdoc/>
    public override void Fill(ReadOnlySpan<int> picked, torch.Tensor batch, torch.Generator draws)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Rows.Gather(pairs.Data, picked, batch);
    }

    /// <inheritdoc/>
    /// <remarks>The weights are the teacher's; the student has no other network than the velocity's.</remarks>
    public override void Initialize(ParameterArena arena)
    {
        ArgumentNullException.ThrowIfNull(arena);
        using var scope = torch.NewDisposeScope();
        var own = arena.Views(arena.Values).ToArray();
        if (!own.Select(entry => (entry.Name, string.Join(',', entry.View.shape))).SequenceEqual(pairs.Weights.Select(tensor => (tensor.Name, string.Join(',', tensor.Shape)))))
            throw new SettingValueException($"coupling.initialWeights: The velocity network of trial {pairs.Lineage.Teacher} has other tensors than the student's; use its network section, or initialWeights: random.");
        foreach (var ((_, view), tensor) in own.Zip(pairs.Weights))
            view.copy_(torch.tensor(MemoryMarshal.Cast<byte, float>(tensor.Data.Span).ToArray(), [.. tensor.Shape]));
    }

    /// <inheritdoc/>
    public override Coupling OwnCoupling() => new PairedNoise(pairs.Noise, pairs.Aggregate);
}
