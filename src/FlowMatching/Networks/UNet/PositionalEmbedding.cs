using TorchSharp;

namespace FastOde.FlowMatching.Networks.UNet;

/// <summary>Sines and cosines of time at frequencies that fall geometrically from 1 to, or towards, 1/10,000.</summary>
internal sealed class PositionalEmbedding
{
    private const double Slowest = 1e-4;
    private readonly float[] frequencies;
    private readonly bool sinesFirst;

    /// <summary>Fixes the frequencies.</summary>
    /// <param name="channels">Sines and cosines together, even and at least 4.</param>
    /// <param name="reachesSlowest">Whether the last frequency is 1/10,000 itself; otherwise that would be the next.</param>
    /// <param name="sinesFirst">Whether the sines come before the cosines.</param>
    public PositionalEmbedding(int channels, bool reachesSlowest, bool sinesFirst)
    {
        var half = channels / 2;
        double steps = reachesSlowest ? half - 1 : half;
        frequencies = [.. Enumerable.Range(0, half).Select(i => (float)Math.Pow(Slowest, i / steps))];
        this.sinesFirst = sinesFirst;
    }

    /// <summary>Times of shape [n] to [n, channels].</summary>
    public torch.Tensor Apply(torch.Tensor time)
    {
        using var scope = torch.NewDisposeScope();
        var angles = time.outer(torch.tensor(frequencies, dtype: time.dtype, device: time.device));
        torch.Tensor[] waves = sinesFirst ? [angles.sin(), angles.cos()] : [angles.cos(), angles.sin()];
        return torch.cat(waves, 1).MoveToOuterDisposeScope();
    }
}
