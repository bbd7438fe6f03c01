using TorchSharp;

namespace FastOde.FlowMatching.Fields;

/// <summary>A velocity field that can say how its velocities depend on the points, for likelihoods.</summary>
public interface IDifferentiableVelocityField : IVelocityField
{
    /// <summary>Evaluates the velocity once and multiplies its Jacobian from the left.</summary>
    /// <param name="points">Points x, shape [n, dimension].</param>
    /// <param name="time">Times, shape [n, 1] in [0, 1].</param>
    /// <param name="cotangents">Vectors w, each of the points' shape; at least one.</param>
    /// <returns>The velocity, and for every cotangent the product wᵀ·∂v/∂x, of the points' shape; all owned by the caller.</returns>
    (torch.Tensor Velocity, torch.Tensor[] Products) Differentiate(
        torch.Tensor points, torch.Tensor time, IReadOnlyList<torch.Tensor> cotangents);
}
