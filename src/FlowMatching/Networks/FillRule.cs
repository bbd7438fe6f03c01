using FastOde.FlowMatching.Checkpoints;
using TorchSharp;

namespace FastOde.FlowMatching.Networks;

/// <summary>
/// Weights and inputs that two programs can agree on without exchanging a file: a hash of the position gives uniform
/// noise, scaled by what a tensor is for, in double precision.
/// </summary>
public static class FillRule
{
    private const uint IndexFactor = 1_000_003;
    private const uint ImageIndex = 987_654;

    /// <summary>Uniform values in (-1, 1).</summary>
    /// <param name="count">How many.</param>
    /// <param name="index">Which of the independent rows of values.</param>
    public static double[] Noise(long count, uint index)
    {
        var values = new double[count];
        for (var i = 0; i < values.Length; i++)
        {
            unchecked
            {
                var hash = (uint)i + IndexFactor * index;
                hash = (hash ^ (hash >> 16)) * 0x85ebca6b;
                hash = (hash ^ (hash >> 13)) * 0xc2b2ae35;
                hash ^= hash >> 16;
                values[i] = (hash + 0.5) / 2147483648.0 - 1;
            }
        }

        return values;
    }

    /// <summary>Input images or points.</summary>
    /// <param name="sizes">Shape [n, channels, height, width] or [n, dimension].</param>
    /// <returns>Values in (-1, 1), float64; the caller owns it.</returns>
    public static torch.Tensor Images(params long[] sizes) =>
        torch.tensor(Noise(sizes.Aggregate(1L, (product, size) => product * size), ImageIndex), sizes, dtype: torch.float64);

    /// <summary>Fills one tensor of a network.</summary>
    /// <param name="entry">Name, shape and, for a buffer, its own values.</param>
    /// <param name="index">Its position among all tensors of the state dict, from 0.</param>
    /// <returns>A float64 tensor that the caller owns.</returns>
    public static torch.Tensor Fill(StateEntry entry, int index)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return torch.tensor(Values(entry, (uint)index), [.. entry.Sizes], dtype: torch.float64);
    }

    private static double[] Values(StateEntry entry, uint index)
    {
        if (entry.Buffer is not null && (Ends(entry, "resample_filter") || Ends(entry, "num_batches_tracked")))
            return [.. entry.Buffer];
        var values = Noise(entry.Count, index);
        if (entry.Sizes.Count > 1)
            Transform(values, 0, Math.Sqrt(3) * Math.Sqrt(2.0 * entry.Sizes[0] / entry.Count));
        else if (Ends(entry, "running_var"))
            return [.. values.Select(value => 1 + 0.5 * value * value)];
        else
            Transform(values, Ends(entry, "weight") ? 1 : 0, 0.1);
        return values;
    }

    private static bool Ends(StateEntry entry, string suffix) => entry.Name.EndsWith(suffix, StringComparison.Ordinal);

    private static void Transform(double[] values, double offset, double scale)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = offset + scale * values[i];
    }
}
