using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Solvers;
using TorchSharp;

namespace FastOde.FlowMatching.Metrics;

/// <summary>
/// How likely data are under a flow, by the instantaneous change of variables: log p(data) = log prior(noise) +
/// ∫ div v dt along the trajectory from data to noise. Exact up to the solver in few dimensions, an unbiased estimate of
/// the divergence in many; see <see cref="DivergenceField"/>.
/// </summary>
public static class Likelihood
{
    /// <summary>The negative log-likelihood of each point.</summary>
    /// <param name="field">The flow's velocity; where its trajectories start from moved noise, so does the prior.</param>
    /// <param name="integrator">What follows it; a Runge–Kutta method, since the volume is no point of a path.</param>
    /// <param name="prior">The prior over noise.</param>
    /// <param name="data">Data, shape [n, dimension].</param>
    /// <param name="startTime">The data's time, the path's smallest.</param>
    /// <param name="seed">Seed of the probes that estimate the divergence in many dimensions.</param>
    /// <param name="cancellationToken">Looked at between steps.</param>
    /// <returns>Nats per dimension, shape [n], float64; the caller owns it.</returns>
    public static torch.Tensor NegativeLogarithm(
        IDifferentiableVelocityField field,
        Integrator integrator,
        DiagonalNormal prior,
        torch.Tensor data,
        double startTime,
        long seed = 0,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(integrator);
        ArgumentNullException.ThrowIfNull(prior);
        ArgumentNullException.ThrowIfNull(data);
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var dimension = prior.Variances.Count;
        var divergence = new DivergenceField(field, dimension);
        var rows = integrator
            .Integrate(divergence, divergence.Rows(data, SeedMixer.Mix(seed)), startTime, 1, cancellationToken).End
            .to(torch.float64);
        var noise = divergence.Points(rows);
        if (field.Start is FlowStart flow)
        {
            // The prior's own flow is followed on by the same solver; Euler's few steps have no density of their own.
            var start = NegativeLogarithm(flow.Field, integrator, prior, noise.to(data.dtype), 0, seed, cancellationToken);
            return (start - divergence.Volume(rows) / dimension).MoveToOuterDisposeScope();
        }

        torch.Tensor PerDimension(IReadOnlyList<float> values) => torch.tensor(values.ToArray()).to(torch.float64).to(rows.device);
        var variances = PerDimension(prior.Variances);
        if (field.Start is NoiseShift moved)
        {
            noise = moved.Basis.Coefficients(noise) - PerDimension(moved.Shift);
            variances = variances * PerDimension(moved.Scale).square();
        }

        var logPrior = (noise.square() / variances + (variances * (2 * Math.PI)).log()).sum(1) * -0.5;
        return ((logPrior + divergence.Volume(rows)) / -dimension).MoveToOuterDisposeScope();
    }
}
