using TorchSharp;
using static TorchSharp.torch.nn.functional;

namespace FastOde.FlowMatching.Networks.Layers;

/// <summary>
/// Halves or doubles the resolution with a separable filter, channel by channel. The filter is a buffer of the state
/// dict: its outer product with itself, sum 1.
/// </summary>
internal sealed class Resampler
{
    private readonly ResampleDirection direction;
    private readonly int filter;
    private readonly int width;
    private readonly bool box;

    /// <summary>Adds its filter to the layout.</summary>
    /// <param name="layout">Receives <c>name.resample_filter</c>.</param>
    /// <param name="name">The layer's name.</param>
    /// <param name="direction">Up or down.</param>
    /// <param name="taps">The filter along one direction, with a sum other than 0; an even number of taps.</param>
    public Resampler(StateLayout layout, string name, ResampleDirection direction, IReadOnlyList<double> taps)
    {
        this.direction = direction;
        width = taps.Count;
        box = width == 2 && taps[0] == taps[1];
        var sum = taps.Sum();
        filter = layout.Buffer(
            $"{name}.resample_filter", [1, 1, width, width], [.. taps.SelectMany(_ => taps, (a, b) => a * b / (sum * sum))]);
    }

    /// <summary>Resamples.</summary>
    /// <param name="pass">Where the filter is.</param>
    /// <param name="x">Shape [n, channels, height, width].</param>
    /// <param name="padding">Pixels of zeros around the images; by default as many as keep the factor exactly two.</param>
    public torch.Tensor Apply(Pass pass, torch.Tensor x, int? padding = null)
    {
        var zeros = padding ?? (width - 1) / 2;
        if (box && direction == ResampleDirection.Up)
            return interpolate(x, scale_factor: [2, 2], mode: torch.InterpolationMode.Nearest);
        if (box)
            return avg_pool2d(x, 2);
        var channels = x.shape[1];
        using var weights = pass[filter].to(x.dtype).expand(channels, 1, width, width);
        if (direction == ResampleDirection.Down)
            return conv2d(x, weights, strides: [2, 2], padding: [zeros, zeros], groups: channels);
        using var spread = conv_transpose2d(x, weights, strides: [2, 2], padding: [zeros, zeros], groups: channels);
        return spread * 4;
    }
}
