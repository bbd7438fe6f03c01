using FastOde.FlowMatching.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Solvers;

/// <summary>Solves dx/dt = v(x, t) for a batch of start points.</summary>
public abstract class Integrator
{
    /// <summary>
    /// Follows the field from one time to another without recording gradients. Generation runs from 1 (noise) to the
    /// path's minimum time (data); any two finite times will do.
    /// </summary>
    /// <param name="field">The velocity field; each call must return a tensor of its own, which the solver disposes.</param>
    /// <param name="start">Points at time <paramref name="from"/>, shape [n, dimension…], n ≥ 1, floating point; left as they are.</param>
    /// <param name="from">The start time.</param>
    /// <param name="to">The end time.</param>
    /// <param name="cancellationToken">Looked at between steps.</param>
    /// <exception cref="OperationCanceledException">Cancellation was asked for.</exception>
    public abstract IntegrationResult Integrate(
        IVelocityField field, torch.Tensor start, double from, double to, CancellationToken cancellationToken = default);
}
