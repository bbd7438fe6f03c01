using FastOde.FlowMatching.Fields;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.TestSupport;

/// <summary>A velocity field given by a formula of points and times.</summary>
/// <param name="velocity">The formula; it may leave its intermediate tensors to the dispose scope.</param>
public sealed class DelegateVelocityField(Func<torch.Tensor, torch.Tensor, torch.Tensor> velocity) : IDifferentiableVelocityField
{
    public SamplingStart? Start { get; init; }

    public torch.Tensor Velocity(torch.Tensor points, torch.Tensor time)
    {
        using var scope = torch.NewDisposeScope();
        return velocity(points, time).MoveToOuterDisposeScope();
    }

    public (torch.Tensor Velocity, torch.Tensor[] Products) Differentiate(
        torch.Tensor points, torch.Tensor time, IReadOnlyList<torch.Tensor> cotangents)
    {
        using var scope = torch.NewDisposeScope();
        using var recording = torch.enable_grad();
        var leaf = points.detach().requires_grad_();
        var result = velocity(leaf, time);
        torch.Tensor[] products =
            [.. cotangents.Select(w => torch.autograd.grad([result], [leaf], [w], retain_graph: true)[0].MoveToOuterDisposeScope())];
        return (result.detach().MoveToOuterDisposeScope(), products);
    }
}
