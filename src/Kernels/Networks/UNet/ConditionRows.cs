using FastOde.Kernels.Vectors;

namespace FastOde.Kernels.Networks.UNet;

/// <summary>What one condition of a batch, such as its times, leaves on its way to the embedding; each image is a row of a matrix.</summary>
internal sealed unsafe class ConditionRows : IDisposable
{
    private readonly AlignedBuffer waves;
    private readonly AlignedBuffer hidden;
    private readonly AlignedBuffer hiddenActive;

    /// <summary>Allocates for a batch.</summary>
    /// <param name="waveShape">The rows of sines and cosines.</param>
    /// <param name="shape">The rows of the embedding.</param>
    public ConditionRows(FeatureMapShape waveShape, FeatureMapShape shape)
    {
        waves = new AlignedBuffer(waveShape.Length);
        hidden = new AlignedBuffer(shape.Length);
        hiddenActive = new AlignedBuffer(shape.Length);
    }

    /// <summary>Sines and cosines.</summary>
    public float* Waves => waves.Start;

    /// <summary>After the first layer.</summary>
    public float* Hidden => hidden.Start;

    /// <summary>After its activation.</summary>
    public float* HiddenActive => hiddenActive.Start;

    /// <inheritdoc/>
    public void Dispose()
    {
        waves.Dispose();
        hidden.Dispose();
        hiddenActive.Dispose();
    }
}
