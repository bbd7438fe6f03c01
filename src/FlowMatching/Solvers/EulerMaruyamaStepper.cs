using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Fields;
using TorchSharp;

namespace FastOde.FlowMatching.Solvers;

/// <summary>
/// Follows dx = (v + ½·g²·noise/b) dt + g dw backwards: with the score -noise/b of a Gaussian path this is the SDE that
/// has the ODE's marginal distributions. Noise and score carry the prior's variances.
/// </summary>
internal sealed class EulerMaruyamaStepper : IStepper
{
    private readonly SamplingProcess process;
    private readonly torch.Tensor time;
    private readonly torch.Tensor? deviations;
    private long steps;

    public EulerMaruyamaStepper(SamplingProcess process, torch.Tensor start)
    {
        this.process = process;
        time = torch.empty([start.shape[0], 1], dtype: start.dtype, device: start.device);
        deviations = process.Prior is { } prior
            ? torch.tensor(prior.Variances.ToArray()).sqrt_().to(start.dtype).to(start.device).reshape([1, .. start.shape[1..]])
            : null;
    }

    public void Slope(IVelocityField field, torch.Tensor state, StepSpan step, torch.Tensor slope)
    {
        if (step.Length > 0)
            throw new ArgumentException($"euler-maruyama goes from noise to data only, not from t = {step.From} to {step.To}.", nameof(step));

        var here = process.Path.At(step.From);
        var rate = process.Path.SquaredDiffusion(step.From);
        var share = rate / (2 * here.Noise * here.Determinant);
        using (var velocity = field.Velocity(state, time.fill_(step.From)))
            slope.copy_(velocity).mul_(1 + share * here.Data).add_(state, -share * here.DataDerivative);

        if (!step.IsLast)
            slope.add_(Draw(state), Math.Sqrt(rate / -step.Length));

        steps++;
    }

    /// <summary>Noise of the prior, a function of seed and step.</summary>
    private torch.Tensor Draw(torch.Tensor state)
    {
        using var generator = new torch.Generator(SeedMixer.Mix(process.Seed, steps), torch.CPU);
        var noise = torch.randn(state.shape, dtype: torch.float32, generator: generator).to(state.dtype).to(state.device);
        return deviations is null ? noise : noise.mul_(deviations);
    }
}
