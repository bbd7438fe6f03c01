using FastOde.FlowMatching.Fields;
using TorchSharp;

namespace FastOde.FlowMatching.Metrics;

/// <summary>
/// A velocity field on rows [x, ∫ div v dt, probe]: points that carry the logarithm of how their volume changes (Chen et
/// al., "Neural Ordinary Differential Equations", 2018, th. 1). In few dimensions the divergence is the exact trace of the
/// Jacobian and there is no probe; in more it is probeᵀ·J·probe, unbiased for probes of independent signs (Hutchinson,
/// 1990; Grathwohl et al., 2019). A probe travels with its point, since an adaptive solver lets points leave the batch.
/// </summary>
/// <param name="field">The velocity of x.</param>
/// <param name="dimension">Dimensions of x.</param>
internal sealed class DivergenceField(IDifferentiableVelocityField field, int dimension) : IVelocityField
{
    /// <summary>The most dimensions in which the trace is exact: it costs a product for each.</summary>
    public const int MostExactDimensions = 8;

    private bool IsExact => dimension <= MostExactDimensions;

    /// <summary>Rows of points whose volume has not changed yet.</summary>
    /// <param name="points">Shape [n, dimension].</param>
    /// <param name="seed">Seed of the probes.</param>
    public torch.Tensor Rows(torch.Tensor points, ulong seed)
    {
        using var scope = torch.NewDisposeScope();
        var volume = torch.zeros([points.shape[0], 1], dtype: points.dtype, device: points.device);
        if (IsExact)
            return torch.cat([points, volume], 1).MoveToOuterDisposeScope();

        using var generator = new torch.Generator(seed, torch.CPU);
        var signs = torch.randint(0, 2, points.shape, dtype: torch.float32, generator: generator).mul_(2).sub_(1);
        return torch.cat([points, volume, signs.to(points.dtype).to(points.device)], 1).MoveToOuterDisposeScope();
    }

    /// <summary>The points of rows.</summary>
    public torch.Tensor Points(torch.Tensor rows) => rows.narrow(1, 0, dimension);

    /// <summary>What the integral of the divergence has come to, shape [n].</summary>
    public torch.Tensor Volume(torch.Tensor rows) => rows.select(1, dimension);

    /// <inheritdoc/>
    public torch.Tensor Velocity(torch.Tensor points, torch.Tensor time)
    {
        using var scope = torch.NewDisposeScope();
        var x = Points(points).contiguous();
        torch.Tensor[] cotangents = IsExact
            ? [.. Enumerable.Range(0, dimension).Select(axis => Axis(x, axis))]
            : [points.narrow(1, dimension + 1, dimension).contiguous()];
        var (velocity, products) = field.Differentiate(x, time, cotangents);
        var divergence = torch.zeros([x.shape[0], 1], dtype: x.dtype, device: x.device);
        for (var i = 0; i < cotangents.Length; i++)
            divergence.add_((products[i] * cotangents[i]).sum(1, keepdim: true));

        torch.Tensor[] rates = IsExact ? [velocity, divergence] : [velocity, divergence, torch.zeros_like(x)];
        return torch.cat(rates, 1).MoveToOuterDisposeScope();
    }

    private static torch.Tensor Axis(torch.Tensor points, int axis)
    {
        var direction = torch.zeros_like(points);
        direction.narrow(1, axis, 1).fill_(1);
        return direction;
    }
}
