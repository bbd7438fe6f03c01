using FastOde.FlowMatching.Networks.Layers;
using TorchSharp;

namespace FastOde.FlowMatching.Networks.UNet;

/// <summary>
/// Sines, then cosines of 2π·f·t at random frequencies f. They are a buffer of the state dict, drawn from a normal of
/// standard deviation 16 and the same for every trial, so that only an imported network brings its own.
/// </summary>
internal sealed class FourierEmbedding
{
    private const int Stream = 20220601;
    private const double Deviation = 16;
    private readonly int frequencies;

    /// <summary>Adds the frequencies to the layout.</summary>
    public FourierEmbedding(StateLayout layout, string name, int channels)
    {
        using var generator = new torch.Generator(Stream, torch.CPU);
        using var normal = torch.randn(channels / 2, dtype: torch.float64, generator: generator);
        frequencies = layout.Buffer($"{name}.freqs", [channels / 2], [.. normal.data<double>().Select(value => (double)(float)(value * Deviation))]);
    }

    /// <summary>Times of shape [n] to [n, channels].</summary>
    public torch.Tensor Apply(Pass pass, torch.Tensor time)
    {
        using var scope = torch.NewDisposeScope();
        var angles = time.outer(pass[frequencies] * (2 * Math.PI));
        return torch.cat([angles.sin(), angles.cos()], 1).MoveToOuterDisposeScope();
    }
}
