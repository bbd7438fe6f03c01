using TorchSharp;

namespace FastOde.FlowMatching.Fields;

/// <summary>
/// The flow map X_{t→r}, which carries points from time t to an earlier r along the flow, as its average velocity
/// u(x, t, r) = (x - X_{t→r}(x)) / (t - r).
/// </summary>
public interface IFlowMap
{
    /// <summary>The most steps from noise to data that the map knows; null where there is no bound.</summary>
    int? MostSteps => null;

    /// <summary>Evaluates the average velocity once; solvers count these calls as NFE.</summary>
    /// <param name="points">Points x at time t, shape [n, dimension…].</param>
    /// <param name="from">t, shape [n, 1] in [0, 1].</param>
    /// <param name="to">r, of the same shape, each at most t; where they are equal, this is the velocity.</param>
    /// <returns>A new tensor of the points' shape, which the caller owns.</returns>
    torch.Tensor AverageVelocity(torch.Tensor points, torch.Tensor from, torch.Tensor to);
}
