using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Solvers;
using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>Carries noise of the prior along a flow of its own, by Euler, to where the encoded data are.</summary>
/// <param name="Field">The flow's velocity, from t = 1 at the prior to t = 0 at the encoded data.</param>
/// <param name="Steps">Steps, at least 1; each is one evaluation.</param>
public sealed record FlowStart(IDifferentiableVelocityField Field, int Steps) : SamplingStart
{
    private readonly FixedStepIntegrator integrator = new(SolverCatalog.Solvers.Find("euler"), Steps);

    /// <inheritdoc/>
    public override torch.Tensor Apply(torch.Tensor noise, out int evaluations)
    {
        ArgumentNullException.ThrowIfNull(noise);
        using var scope = torch.NewDisposeScope();
        var result = integrator.Integrate(Field, noise.reshape(noise.shape[0], -1), 1, 0);
        evaluations = result.Nfe;
        return result.End.reshape(noise.shape).MoveToOuterDisposeScope();
    }
}
