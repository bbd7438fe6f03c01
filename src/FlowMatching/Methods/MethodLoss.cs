using TorchSharp;

namespace FastOde.FlowMatching.Methods;

/// <summary>
/// A method at work on one network: <see cref="Measure"/>, then at most once <see cref="Backward"/> for the same batch. Not
/// for two threads at once.
/// </summary>
public abstract class MethodLoss : IDisposable
{
    /// <summary>Each of <see cref="Method.LossNames"/> on the last batch, a mean over its samples.</summary>
    public abstract ReadOnlySpan<double> Losses { get; }

    /// <summary>The squared errors of the last batch's velocities by bins of time; null where the method has none.</summary>
    public virtual TimeBins? ByTime => null;

    /// <summary>Measures a batch.</summary>
    /// <param name="conditions">As drawn, shape [n, conditions].</param>
    /// <param name="data">The data, shape [n, dimension].</param>
    /// <param name="noise">The noise that goes with them, of the same shape.</param>
    /// <returns>What is trained on: the losses together, each by its weight.</returns>
    public abstract double Measure(torch.Tensor conditions, torch.Tensor data, torch.Tensor noise);

    /// <summary>Writes the gradients of the network's parameters into the arena.</summary>
    /// <param name="noiseGradient">Receives the gradient with respect to the noise, shape [n, dimension]; null when nobody needs it.</param>
    public abstract void Backward(torch.Tensor? noiseGradient);

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
