using FastOde.Kernels.Vectors;

namespace FastOde.Kernels.Networks.UNet;

/// <summary>What the conditions add to the features of every block, for every image of a batch, and its gradient.</summary>
internal sealed unsafe class TimeShifts : IDisposable
{
    private readonly IReadOnlyList<FeatureMapShape> shapes;
    private readonly AlignedBuffer[] values;
    private readonly AlignedBuffer[] gradients;

    /// <summary>Allocates for a batch.</summary>
    /// <param name="batch">Images.</param>
    /// <param name="channels">Channels of each block.</param>
    public TimeShifts(int batch, IEnumerable<int> channels)
    {
        shapes = [.. channels.Select(count => FeatureMapShape.Matrix(batch, count))];
        values = [.. shapes.Select(shape => new AlignedBuffer(shape.Length))];
        gradients = [.. shapes.Select(shape => new AlignedBuffer(shape.Length))];
    }

    /// <summary>The rows of a block, one an image.</summary>
    public float* Values(int block, int image = 0) => values[block].Start + (nint)image * shapes[block].Stride;

    /// <summary>The gradients of a block's rows.</summary>
    public float* Gradients(int block, int image = 0) => gradients[block].Start + (nint)image * shapes[block].Stride;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var buffer in values.Concat(gradients))
            buffer.Dispose();
    }
}
