using TorchSharp;

namespace FastOde.FlowMatching.Fields;

/// <summary>The right-hand side of the generative ODE dx/dt = v(x, t): a network, or a closed form in tests.</summary>
public interface IVelocityField
{
    /// <summary>Evaluates the velocity once; solvers count these calls as NFE.</summary>
    /// <param name="points">Points x, shape [n, dimension…].</param>
    /// <param name="time">Times, shape [n, 1] in [0, 1], one a point (t = 0 is data, t = 1 is noise).</param>
    /// <returns>
    /// Velocities dx/dt of the shape of <paramref name="points"/>: a tensor of its own that later calls leave alone, since
    /// a solver combines several evaluations and reuses the tensors that it passes in.
    /// </returns>
    torch.Tensor Velocity(torch.Tensor points, torch.Tensor time);

    /// <summary>How the prior's noise is moved before trajectories start from it; null where they start from the prior itself.</summary>
    SamplingStart? Start => null;

    /// <summary>The flow map of which this is the diagonal, where one was learned; else null.</summary>
    IFlowMap? Map => null;
}
