using System.Runtime.InteropServices;
using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Networks.Kernels;
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
    public override void Fill(ReadOnlySpan<int> picked, torch.Tensor batch, torch.Generator draws)
    {
        if (device is { OwnKernels: false })
        {
            Rows.Gather(points, picked, batch);
            return;
        }

        ReadOnlySpan<float> source = TensorMemory.Span(points);
        var target = TensorMemory.Span(batch);
        var dimension = Shape.Dimension;

        // Points in the plane are one move each instead of a call.
        if (dimension == 2)
        {
            var pairs = MemoryMarshal.Cast<float, ulong>(source);
            var places = MemoryMarshal.Cast<float, ulong>(target);
            for (var i = 0; i < picked.Length; i++)
                places[i] = pairs[picked[i]];
            return;
        }

        for (var i = 0; i < picked.Length; i++)
            source.Slice(picked[i] * dimension, dimension).CopyTo(target[(i * dimension)..]);
    }

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
