using FastOde.Kernels.Vectors;

namespace FastOde.Kernels.Networks.UNet;

/// <summary>What a batch of conditions leaves on its way through <see cref="KernelTimeMapping"/>; each image is a row of a matrix.</summary>
internal sealed unsafe class TimeRows : IDisposable
{
    private readonly AlignedBuffer[] buffers;

    /// <summary>Allocates for a batch.</summary>
    /// <param name="batch">Images.</param>
    /// <param name="conditions">Conditions of an image.</param>
    /// <param name="waveShape">A row of sines and cosines.</param>
    /// <param name="shape">A row of the embedding.</param>
    /// <param name="channels">Channels of each block.</param>
    public TimeRows(int batch, int conditions, FeatureMapShape waveShape, FeatureMapShape shape, IEnumerable<int> channels)
    {
        Batch = batch;
        Count = batch * shape.Stride;
        Shifts = new TimeShifts(batch, channels);
        Conditions = [.. Enumerable.Range(0, conditions).Select(_ => new ConditionRows(waveShape with { Width = batch }, shape with { Width = batch }))];
        buffers = [.. Enumerable.Range(0, 5).Select(_ => new AlignedBuffer((shape with { Width = batch }).Length))];
    }

    /// <summary>Images.</summary>
    public int Batch { get; }

    /// <summary>Floats of the rows of an embedding.</summary>
    public int Count { get; }

    /// <summary>What time adds to every block.</summary>
    public TimeShifts Shifts { get; }

    /// <summary>What each condition leaves.</summary>
    public IReadOnlyList<ConditionRows> Conditions { get; }

    /// <summary>The sum of the conditions' embeddings.</summary>
    public float* Embedding => buffers[0].Start;

    /// <summary>After its activation.</summary>
    public float* EmbeddingActive => buffers[1].Start;

    /// <summary>The embedding of one condition that is about to be added.</summary>
    public float* Another => buffers[2].Start;

    /// <summary>Gradient with respect to the embedding.</summary>
    public float* EmbeddingGradient => buffers[3].Start;

    /// <summary>Gradient with respect to what the first layer of one condition gave.</summary>
    public float* HiddenGradient => buffers[4].Start;

    /// <inheritdoc/>
    public void Dispose()
    {
        Shifts.Dispose();
        foreach (var resource in Conditions.Concat<IDisposable>(buffers))
            resource.Dispose();
    }
}
