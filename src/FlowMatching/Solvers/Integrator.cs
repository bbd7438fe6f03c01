using FastOde.FlowMatching.Fields;
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

    /// <summary>Refuses what no solver could follow, before anything is evaluated.</summary>
    private protected static void Check(torch.Tensor start, double from, double to)
    {
        if (start.dim() < 2 || start.shape[0] == 0 || !start.is_floating_point())
        {
            throw new ArgumentException(
                $"The start is [{string.Join(", ", start.shape)}] {start.dtype}; expected floating-point points [n, dimension…] with n ≥ 1.",
                nameof(start));
        }

        if (!double.IsFinite(from) || !double.IsFinite(to))
            throw new ArgumentException($"The times run from {from} to {to}; expected two finite numbers.", nameof(from));
    }
}
