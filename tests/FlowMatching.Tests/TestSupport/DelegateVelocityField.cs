using FastOde.FlowMatching.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.TestSupport;

/// <summary>A velocity field given by a formula of points and times.</summary>
/// <param name="velocity">The formula; it may leave its intermediate tensors to the dispose scope.</param>
public sealed class DelegateVelocityField(Func<torch.Tensor, torch.Tensor, torch.Tensor> velocity) : IVelocityField
{
    public torch.Tensor Velocity(torch.Tensor points, torch.Tensor time)
    {
        using var scope = torch.NewDisposeScope();
        return velocity(points, time).MoveToOuterDisposeScope();
    }
}
