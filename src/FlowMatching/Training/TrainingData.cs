using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using TorchSharp;

namespace FastOde.FlowMatching.Training;

/// <summary>What a trial trains on: samples by number, each a row of numbers.</summary>
public abstract class TrainingData : IDisposable
{
    /// <summary>The shape of one sample.</summary>
    public abstract SampleShape Shape { get; }

    /// <summary>The number of samples.</summary>
    public abstract int Count { get; }

    /// <summary>The prior over noise that belongs to this data.</summary>
    public abstract DiagonalNormal Prior { get; }

    /// <summary>The coupling of data that come with their own noise; null where the trial's options say which coupling.</summary>
    public virtual Coupling? OwnCoupling() => null;

    /// <summary>Writes samples into a batch.</summary>
    /// <param name="picked">Which samples, each at least 0 and below <see cref="Count"/>.</param>
    /// <param name="batch">Receives them, shape [picked, dimension], float32 on the CPU.</param>
    /// <param name="draws">The trial's generator, for data that is varied at random, as images are by mirroring.</param>
    public abstract void Fill(ReadOnlySpan<int> picked, torch.Tensor batch, torch.Generator draws);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the samples.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
