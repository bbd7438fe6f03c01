using TorchSharp;

namespace FastOde.FlowMatching.Metrics;

/// <summary>
/// Sliced 2-Wasserstein distance to a fixed reference set: the root mean square, over fixed directions, of the
/// one-dimensional W2 between the projections. Cheap in any dimension, and never above the exact W2.
/// (Rabin, Peyré, Delon and Bernot, 2012.)
/// </summary>
public sealed class SlicedWasserstein : IDisposable
{
    /// <summary>How many directions there are unless asked otherwise.</summary>
    public const int DefaultDirections = 64;

    private readonly torch.Tensor directions;
    private readonly torch.Tensor reference;

    /// <summary>Projects the reference set once.</summary>
    /// <param name="reference">Shape [n, dimension…], floating point, on the CPU; not kept.</param>
    /// <param name="directions">How many directions; in the plane they are spread evenly, else drawn with <paramref name="seed"/>.</param>
    /// <param name="seed">Seed of the directions in three and more dimensions.</param>
    public SlicedWasserstein(torch.Tensor reference, int directions = DefaultDirections, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentOutOfRangeException.ThrowIfLessThan(directions, 1);
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var flat = reference.flatten(1);
        this.directions = Directions(flat.shape[1], directions, seed).DetachFromDisposeScope();
        this.reference = Projected(flat).DetachFromDisposeScope();
    }

    /// <summary>The distance of <paramref name="points"/> to the reference set.</summary>
    /// <param name="points">The reference's shape, on the CPU.</param>
    /// <exception cref="ArgumentException">The shape is another.</exception>
    public double Distance(torch.Tensor points)
    {
        ArgumentNullException.ThrowIfNull(points);
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var flat = points.flatten(1);
        if (flat.shape[0] != reference.shape[0] || flat.shape[1] != directions.shape[0])
        {
            throw new ArgumentException(
                $"{reference.shape[0]} points of {directions.shape[0]} coordinates are needed, not {flat.shape[0]} of {flat.shape[1]}.", nameof(points));
        }

        return Math.Sqrt((Projected(flat) - reference).square().mean().item<double>());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        directions.Dispose();
        reference.Dispose();
    }

    private torch.Tensor Projected(torch.Tensor points) => points.to(torch.float64).mm(directions).sort(0).Values;

    private static torch.Tensor Directions(long dimension, int count, ulong seed)
    {
        if (dimension == 2)
        {
            var angles = (torch.arange(count, dtype: torch.float64) + 0.5) * (Math.PI / count);
            return torch.stack([angles.cos(), angles.sin()], 0);
        }

        using var generator = new torch.Generator(seed, torch.CPU);
        var normal = torch.randn(dimension, count, dtype: torch.float64, generator: generator);
        return normal / normal.square().sum(0, keepdim: true).sqrt();
    }
}
