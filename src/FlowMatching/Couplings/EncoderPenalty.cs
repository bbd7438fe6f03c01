using FastOde.Specs.Couplings;
using FastOde.Specs.Keys;
using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>
/// What keeps an encoder near the prior; without it the straightest coupling would be noise = data. A penalty is its
/// formula, which autograd differentiates.
/// </summary>
/// <param name="spec">Which penalty it is.</param>
public abstract class EncoderPenalty(PenaltySpec spec) : IDisposable
{
    /// <summary>The word of its kind.</summary>
    public string Kind { get; } = KindAttribute.WordOf(spec);

    /// <summary>The weight of the penalty in the loss, at the present step.</summary>
    public abstract double Weight { get; }

    /// <summary>Moves on to a step, for penalties whose weight depends on it.</summary>
    /// <param name="step">The step, from 1.</param>
    public virtual void BeginStep(int step)
    {
    }

    /// <summary>Measures a batch for autograd, on any device.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="generator">The trial's own generator, on the batch's device.</param>
    /// <returns>The penalty, not weighted, and weighted as a scalar tensor with the penalty's gradient.</returns>
    internal (double Value, torch.Tensor Weighted) Measure(EncodedTensors batch, torch.Generator generator)
    {
        using var scope = torch.NewDisposeScope();
        var formula = Formula(batch, generator);
        return (formula.detach().item<float>(), (formula * Weight).MoveToOuterDisposeScope());
    }

    /// <summary>The penalty, not weighted.</summary>
    /// <param name="batch">The batch, on any device.</param>
    /// <param name="generator">The trial's own generator, on the batch's device.</param>
    /// <returns>A scalar, float32.</returns>
    protected abstract torch.Tensor Formula(EncodedTensors batch, torch.Generator generator);

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
