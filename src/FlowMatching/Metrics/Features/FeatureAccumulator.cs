using TorchSharp;

namespace FastOde.FlowMatching.Metrics.Features;

/// <summary>
/// Gathers feature statistics batch by batch in double precision. Each batch is centred by itself and then merged (Chan,
/// Golub and LeVeque, 1983), so that a large mean costs no digits of the covariance.
/// </summary>
public sealed class FeatureAccumulator : IDisposable
{
    private long count;
    private torch.Tensor? mean;
    private torch.Tensor? scatter;

    /// <summary>Adds the features of further images.</summary>
    /// <param name="features">Shape [n, dimension], floating point, of the dimension of those before; none is allowed.</param>
    public void Add(torch.Tensor features)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (features.dim() != 2 || (mean is not null && mean.shape[0] != features.shape[1]))
            throw new ArgumentException($"Features of shape [n, {mean?.shape[0].ToString() ?? "dimension"}] are needed, not [{string.Join(", ", features.shape)}].", nameof(features));
        var added = features.shape[0];
        if (added == 0)
            return;
        using var unrecorded = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var points = features.to(torch.float64).cpu();
        var centre = points.mean([0]);
        var centred = points - centre;
        var spread = centred.t().mm(centred);
        if (mean is null || scatter is null)
        {
            mean = centre.DetachFromDisposeScope();
            scatter = spread.DetachFromDisposeScope();
        }
        else
        {
            var shift = centre - mean;
            scatter.add_(spread).add_(shift.outer(shift), alpha: (double)count * added / (count + added));
            mean.add_(shift, alpha: (double)added / (count + added));
        }

        count += added;
    }

    /// <summary>The statistics of everything that was added; the accumulator can go on.</summary>
    /// <exception cref="InvalidOperationException">Fewer than two images were added.</exception>
    public FeatureStatistics Statistics()
    {
        if (mean is null || scatter is null || count < 2)
            throw new InvalidOperationException($"A covariance takes the features of at least 2 images, not of {count}.");
        using var unrecorded = torch.no_grad();
        return new FeatureStatistics
        {
            Count = count,
            Mean = mean.clone().DetachFromDisposeScope(),
            Covariance = (scatter / (count - 1)).DetachFromDisposeScope(),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        mean?.Dispose();
        scatter?.Dispose();
    }
}
