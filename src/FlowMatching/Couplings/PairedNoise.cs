using FastOde.FlowMatching.Devices;
using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>Gives each sample the noise that belongs to it.</summary>
/// <param name="noise">One row a sample, in the order of the data; stays the caller's.</param>
/// <param name="aggregate">What sampling starts from, where that is not the prior.</param>
internal sealed class PairedNoise(torch.Tensor noise, AggregatePosterior? aggregate) : Coupling
{
    private int[] picked = [];
    private torch.Tensor? paired;

    /// <inheritdoc/>
    public override AggregatePosterior? Aggregate => aggregate;

    /// <inheritdoc/>
    public override void BeginStep(int step, ReadOnlySpan<int> samples)
    {
        if (picked.Length != samples.Length)
            picked = new int[samples.Length];
        samples.CopyTo(picked);
    }

    /// <inheritdoc/>
    public override torch.Tensor DrawBatch(torch.Tensor data, torch.Generator generator)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNotEqual(data.shape[0], picked.Length, nameof(data));
        paired = Workspace.Like(paired, picked.Length, noise.shape[1], data.device);
        Rows.Gather(noise, picked, paired);
        return paired;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            paired?.Dispose();
        base.Dispose(disposing);
    }
}
