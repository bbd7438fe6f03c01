using FastOde.FlowMatching.Catalogs;
using FastOde.Specs.Times;
using TorchSharp;

namespace FastOde.FlowMatching.Methods.Times;

/// <summary>A law from which the times of training are drawn. It is found by its spec, which its constructor takes.</summary>
public abstract class TimeLaw
{
    /// <summary>The law that a spec asks for.</summary>
    /// <param name="spec">The law.</param>
    /// <exception cref="NotSupportedException">There is none for it.</exception>
    public static TimeLaw Of(TimeSpec spec) => Kinds.Create<TimeLaw>(spec);

    /// <summary>Draws times.</summary>
    /// <param name="times">Receives them, float32 of any shape.</param>
    /// <param name="earliest">What 0 of the law stands for; 1 is 1.</param>
    /// <param name="generator">The trial's own generator, on the device of the times.</param>
    public virtual void Draw(torch.Tensor times, double earliest, torch.Generator generator)
    {
        ArgumentNullException.ThrowIfNull(times);
        using var scope = torch.NewDisposeScope();
        var law = Transform(torch.empty(times.shape, dtype: torch.float64, device: times.device), generator);
        times.copy_(law.mul_(1 - earliest).add_(earliest).clamp_(earliest, 1));
    }

    /// <summary>Draws from the law on [0, 1].</summary>
    /// <param name="draws">Memory, float64, that may be drawn into and returned.</param>
    /// <param name="generator">What to draw from.</param>
    /// <returns>Times of the shape of <paramref name="draws"/>.</returns>
    protected abstract torch.Tensor Transform(torch.Tensor draws, torch.Generator generator);
}
