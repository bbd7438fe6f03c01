using FastOde.FlowMatching.Couplings;
using TorchSharp;

namespace FastOde.Kernels.Couplings;

/// <summary>A penalty with its gradient: by hand where that pays, else by its formula.</summary>
internal abstract class PenaltyKernel : IDisposable
{
    /// <summary>The kernel of a penalty.</summary>
    /// <param name="penalty">The penalty; stays the caller's.</param>
    public static PenaltyKernel Of(EncoderPenalty penalty) => penalty switch
    {
        KlPenalty kl => new KlKernel(kl),
        SlicedWassersteinPenalty sliced => new SlicedWassersteinKernel(sliced),
        _ => new FormulaKernel(penalty),
    };

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
