using FastOde.FlowMatching.Fields;
using TorchSharp;

namespace FastOde.FlowMatching.Networks;

/// <summary>
/// A velocity network with its parameters as they are at the moment of each call. Points may lie on another device than the
/// parameters; they travel there and the velocities back, which costs little beside a network that is worth a GPU.
/// </summary>
/// <param name="network">The network; its output has the points' dimension.</param>
/// <param name="parameters">Where its parameters lie.</param>
/// <param name="averaged">Whether to use the moving average of the parameters, where there is one.</param>
/// <param name="start">How the prior's noise is moved before trajectories start from it; null leaves it.</param>
public sealed class NetworkVelocityField(Network network, ParameterBlock parameters, bool averaged, SamplingStart? start = null) : IDifferentiableVelocityField
{
    /// <inheritdoc/>
    public SamplingStart? Start => start;

    /// <inheritdoc/>
    public torch.Tensor Velocity(torch.Tensor points, torch.Tensor time)
    {
        using var scope = torch.NewDisposeScope();
        var device = parameters.Device.Device;
        var velocity = network.Evaluate(parameters, points.contiguous().to(device), time.contiguous().to(device), averaged);
        return velocity.to(points.device).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public (torch.Tensor Velocity, torch.Tensor[] Products) Differentiate(
        torch.Tensor points, torch.Tensor time, IReadOnlyList<torch.Tensor> cotangents)
    {
        using var scope = torch.NewDisposeScope();
        var device = parameters.Device.Device;
        var (velocity, products) = network.Differentiate(
            parameters, points.to(device), time.to(device), averaged, [.. cotangents.Select(cotangent => cotangent.to(device))]);
        return (velocity.to(points.device).MoveToOuterDisposeScope(), [.. products.Select(product => product.to(points.device).MoveToOuterDisposeScope())]);
    }
}
