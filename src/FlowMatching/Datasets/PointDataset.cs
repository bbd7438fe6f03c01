using TorchSharp;

namespace FastOde.FlowMatching.Datasets;

/// <summary>A finite data set of points in the plane, drawn from a known distribution with a fixed seed.</summary>
public abstract class PointDataset
{
    /// <summary>The data set's name in a spec, such as <c>two-gaussians</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The number of training points.</summary>
    public abstract int Count { get; }

    /// <summary>The prior over noise that belongs to this data set unless a spec names another.</summary>
    public abstract DiagonalNormal Prior { get; }

    /// <summary>The training points, shape [Count, 2], float32, the same for the same seed.</summary>
    public abstract torch.Tensor Points(long seed);

    /// <summary>
    /// A reference set balanced over the modes and spread evenly within them (quasi-random, antithetic where the
    /// distribution is symmetric), for measuring distances; different <paramref name="stream"/>s are independent.
    /// </summary>
    /// <returns>Shape [count, 2], float32.</returns>
    public abstract torch.Tensor Reference(int count, int stream);
}
