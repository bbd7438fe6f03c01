using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>
/// Which noise goes with which data during training. One step is <see cref="Choose"/> and
/// <see cref="DrawBatch"/> for the whole batch, then
/// <see cref="Noise"/> and <see cref="Backward"/> for it or, one after the other, for its parts. Not for two threads at once.
/// </summary>
public abstract class Coupling : IDisposable
{
    /// <summary>The kinds of this coupling's penalties, in the order of <see cref="Penalties"/>; none for one that learns nothing.</summary>
    public virtual IReadOnlyList<string> PenaltyKinds => [];

    /// <summary>Each penalty on the last batch drawn, not weighted.</summary>
    public virtual ReadOnlySpan<double> Penalties => [];

    /// <summary>What the penalties on the last batch drawn add to the loss.</summary>
    public virtual double WeightedPenalty => 0;

    /// <summary>Where sampling starts when the prior is fitted to the encoded data; null where it starts from the prior.</summary>
    public virtual AggregatePosterior? Aggregate => null;

    /// <summary>What a penalty of the coupling trains beside the trial's networks; null where none does.</summary>
    public virtual Critic? Critic => null;

    /// <summary>What it has learned by itself, one number a training point; null where it learns no such numbers, or has not yet.</summary>
    public virtual torch.Tensor? Duals => null;

    /// <summary>Goes on with numbers that were stored.</summary>
    /// <param name="stored">As <see cref="Duals"/> gave them.</param>
    public virtual void Restore(torch.Tensor stored)
    {
    }

    /// <summary>Replaces the samples of a batch by others, for couplings in which noise takes its datum.</summary>
    /// <param name="picked">The numbers of the samples; overwritten.</param>
    /// <param name="generator">The trial's own generator.</param>
    public virtual void Choose(Span<int> picked, torch.Generator generator)
    {
    }

    /// <summary>Moves on to a step, for couplings that depend on it or on which samples its batch has.</summary>
    /// <param name="step">The step, from 1.</param>
    /// <param name="samples">The numbers of the samples of the batch to come.</param>
    public virtual void BeginStep(int step, ReadOnlySpan<int> samples)
    {
    }

    /// <summary>
    /// Draws what a batch as a whole needs: its noise, or what <see cref="Noise"/> makes noise from. Whatever pairs samples
    /// with each other belongs here, since the batch may go on in parts and each part to another device.
    /// </summary>
    /// <param name="data">Data points, shape [n, dimension], float32.</param>
    /// <param name="generator">The trial's own generator.</param>
    /// <returns>One row a sample, shape [n, dimension], float32 on the data's device; owned by the coupling and overwritten by the next call.</returns>
    public abstract torch.Tensor DrawBatch(torch.Tensor data, torch.Generator generator);

    /// <summary>The noise of a batch, or of some of its rows.</summary>
    /// <param name="data">Those rows of the data.</param>
    /// <param name="drawn">Those rows of what <see cref="DrawBatch"/> gave; unchanged until <see cref="Backward"/>.</param>
    /// <param name="generator">For penalties that draw.</param>
    /// <returns>Noise, one row a sample; owned by the coupling and overwritten by the next call.</returns>
    public virtual torch.Tensor Noise(torch.Tensor data, torch.Tensor drawn, torch.Generator generator) => drawn;

    /// <summary>Draws noise for a batch that stays in one piece.</summary>
    /// <param name="data">Data points, shape [n, dimension], float32.</param>
    /// <param name="generator">The trial's own generator.</param>
    /// <returns>Noise, shape [n, dimension]; owned by the coupling and overwritten by the next call.</returns>
    public torch.Tensor Draw(torch.Tensor data, torch.Generator generator) => Noise(data, DrawBatch(data, generator), generator);

    /// <summary>True when <see cref="Backward"/> needs the gradient of the velocity loss with respect to the noise.</summary>
    public virtual bool NeedsNoiseGradient => false;

    /// <summary>Writes the gradients of this coupling's own parameters: of the velocity loss through the noise, and of the weighted penalty.</summary>
    /// <param name="noiseGradient">Gradient of the velocity loss with respect to the noise, shape [n, dimension].</param>
    public virtual void Backward(torch.Tensor noiseGradient)
    {
    }

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
