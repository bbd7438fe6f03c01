using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>What keeps an encoder near the prior; without it the straightest coupling would be noise = data.</summary>
public abstract class EncoderPenalty : IDisposable
{
    /// <summary>The weight of the penalty in the loss.</summary>
    public abstract double Weight { get; }

    /// <summary>Measures a batch and writes the gradient of the weighted penalty into it.</summary>
    /// <param name="batch">The batch; its gradients are zero on entry.</param>
    /// <param name="generator">The trial's own generator, for penalties that draw.</param>
    /// <returns>The penalty, not weighted.</returns>
    public abstract double Apply(EncodedBatch batch, torch.Generator generator);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases buffers.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
