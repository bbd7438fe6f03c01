using FastOde.Specs.Times;
using TorchSharp;

namespace FastOde.FlowMatching.Methods.Times;

/// <summary>All times are as likely; drawn in single precision as they are needed.</summary>
/// <param name="spec">Has no keys.</param>
public sealed class UniformTimes(UniformTimeSpec spec) : TimeLaw
{
    /// <summary>What the spec says of it.</summary>
    public UniformTimeSpec Spec => spec;

    /// <inheritdoc/>
    public override void Draw(torch.Tensor times, double earliest, torch.Generator generator)
    {
        ArgumentNullException.ThrowIfNull(times);
        times.uniform_(earliest, 1, generator);
    }

    /// <inheritdoc/>
    protected override torch.Tensor Transform(torch.Tensor draws, torch.Generator generator) => draws.uniform_(0, 1, generator);
}
