using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Methods.FlowMaps;

/// <summary>The flow map of a network u(x, t, d), d the step's length, and the velocity on its diagonal.</summary>
/// <param name="network">The network, on points and the conditions t and d.</param>
/// <param name="diagonal">The step at which the network gives the velocity: 0, or the smallest that it knows.</param>
/// <param name="mostSteps">The most steps that it knows; null where there is no bound.</param>
public sealed class FlowMapField(NetworkVelocityField network, double diagonal, int? mostSteps) : IDifferentiableVelocityField, IFlowMap
{
    /// <inheritdoc/>
    public SamplingStart? Start => network.Start;

    /// <inheritdoc/>
    public IFlowMap Map => this;

    /// <inheritdoc/>
    public int? MostSteps => mostSteps;

    /// <inheritdoc/>
    public torch.Tensor Velocity(torch.Tensor points, torch.Tensor time)
    {
        using var scope = torch.NewDisposeScope();
        return network.Velocity(points, OnDiagonal(time)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public torch.Tensor AverageVelocity(torch.Tensor points, torch.Tensor from, torch.Tensor to)
    {
        using var scope = torch.NewDisposeScope();
        return network.Velocity(points, torch.cat([from, (from - to).clamp_min(diagonal)], 1)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public (torch.Tensor Velocity, torch.Tensor[] Products) Differentiate(torch.Tensor points, torch.Tensor time, IReadOnlyList<torch.Tensor> cotangents)
    {
        using var conditions = OnDiagonal(time);
        return network.Differentiate(points, conditions, cotangents);
    }

    private torch.Tensor OnDiagonal(torch.Tensor time)
    {
        using var step = torch.full_like(time, diagonal);
        return torch.cat([time, step], 1);
    }
}
