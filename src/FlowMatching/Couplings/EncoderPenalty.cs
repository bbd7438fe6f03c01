using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>What keeps an encoder near the prior; without it the straightest coupling would be noise = data.</summary>
public abstract class EncoderPenalty : IDisposable
{
    /// <summary>Which penalty it is.</summary>
    public abstract PenaltyKind Kind { get; }

    /// <summary>The weight of the penalty in the loss, at the present step.</summary>
    public abstract double Weight { get; }

    /// <summary>Moves on to a step, for penalties whose weight depends on it.</summary>
    /// <param name="step">The step, from 1.</param>
    public virtual void BeginStep(int step)
    {
    }

    /// <summary>Measures a batch and adds the gradient of the weighted penalty to it.</summary>
    /// <param name="batch">The batch.</param>
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
