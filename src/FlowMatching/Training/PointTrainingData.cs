using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Devices;
using TorchSharp;

namespace FastOde.FlowMatching.Training;

/// <summary>Points of a plane, drawn once from the trial's seed.</summary>
/// <param name="dataset">Their distribution.</param>
/// <param name="seed">The trial's seed.</param>
/// <param name="device">Where they lie; the processor where not given.</param>
public sealed class PointTrainingData(PointDataset dataset, long seed, ComputeDevice? device = null) : TrainingData
{
    private readonly torch.Tensor points = Place(dataset, seed, device);

    /// <inheritdoc/>
    public override SampleShape Shape { get; } = SampleShape.Points(dataset.Prior.Variances.Count);

    /// <inheritdoc/>
    public override int Count => (int)points.shape[0];

    /// <inheritdoc/>
    public override DiagonalNormal Prior => dataset.Prior;

    /// <inheritdoc/>
    public override void Fill(ReadOnlySpan<int> picked, torch.Tensor batch, torch.Generator draws) => Rows.Gather(points, picked, batch);

    private static torch.Tensor Place(PointDataset dataset, long seed, ComputeDevice? device)
    {
        using var scope = torch.NewDisposeScope();
        return dataset.Points(seed).to((device ?? ComputeDevice.Cpu).Device).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            points.Dispose();
        base.Dispose(disposing);
    }
}
