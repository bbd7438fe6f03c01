using FastOde.Kernels.Vectors;

namespace FastOde.Kernels.Networks.UNet;

/// <summary>What a batch of times leaves on its way through <see cref="KernelTimeMapping"/>; each image is a row of a matrix.</summary>
internal sealed unsafe class TimeRows : IDisposable
{
    private readonly AlignedBuffer waves;
    private readonly AlignedBuffer[] buffers;

    /// <summary>Allocates for a batch.</summary>
    /// <param name="batch">Images.</param>
    /// <param name="waveShape">A row of sines and cosines.</param>
    /// <param name="shape">A row of the embedding.</param>
    /// <param name="channels">Channels of each block.</param>
    public TimeRows(int batch, FeatureMapShape waveShape, FeatureMapShape shape, IEnumerable<int> channels)
    {
        Batch = batch;
        Count = batch * shape.Stride;
        Shifts = new TimeShifts(batch, channels);
        waves = new AlignedBuffer((waveShape with { Width = batch }).Length);
        buffers = [.. Enumerable.Range(0, 6).Select(_ => new AlignedBuffer((shape with { Width = batch }).Length))];
    }

    /// <summary>Images.</summary>
    public int Batch { get; }

    /// <summary>Floats of the rows of an embedding.</summary>
    public int Count { get; }

    /// <summary>What time adds to every block.</summary>
    public TimeShifts Shifts { get; }

    /// <summary>Sines and cosines.</summary>
    public float* Waves => waves.Start;

    /// <summary>After the first layer.</summary>
    public float* Hidden => buffers[0].Start;

    /// <summary>After its activation.</summary>
    public float* HiddenActive => buffers[1].Start;

    /// <summary>After the second layer.</summary>
    public float* Embedding => buffers[2].Start;

    /// <summary>After its activation.</summary>
    public float* EmbeddingActive => buffers[3].Start;

    /// <summary>Gradient with respect to the embedding.</summary>
    public float* EmbeddingGradient => buffers[4].Start;

    /// <summary>Gradient with respect to what the first layer gave.</summary>
    public float* HiddenGradient => buffers[5].Start;

    /// <inheritdoc/>
    public void Dispose()
    {
        Shifts.Dispose();
        waves.Dispose();
        foreach (var buffer in buffers)
            buffer.Dispose();
    }
}
