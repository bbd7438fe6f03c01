using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Paths;
using TorchSharp;

namespace FastOde.FlowMatching.Solvers;

/// <summary>
/// Extrapolates the expected data from the last two evaluations, linearly in the logarithm of a/b. Where that is
/// infinite at either end of one of the two steps, at pure noise or pure data, it takes the last evaluation alone.
/// </summary>
internal sealed class DpmSolverPlusPlus2MStepper(InterpolationPath path, torch.Tensor start) : IStepper
{
    private readonly torch.Tensor time = torch.empty([start.shape[0], 1], dtype: start.dtype, device: start.device);
    private readonly torch.Tensor data = torch.empty_like(start);
    private readonly torch.Tensor dataBefore = torch.empty_like(start);
    private double widthBefore = double.PositiveInfinity;

    public void Slope(IVelocityField field, torch.Tensor state, StepSpan step, torch.Tensor slope)
    {
        if (step.Length > 0)
            throw new ArgumentException($"dpmpp-2m goes from noise to data only, not from t = {step.From} to {step.To}.", nameof(step));

        var (here, there) = (path.At(step.From), path.At(step.To));
        using (var velocity = field.Velocity(state, time.fill_(step.From)))
            data.copy_(state).mul_(here.NoiseDerivative / here.Determinant).add_(velocity, -here.Noise / here.Determinant);

        var width = Math.Log(there.Data / there.Noise) - Math.Log(here.Data / here.Noise);
        // Half of the ratio of this step to the one before; 0 where there is none before.
        var extrapolation = double.IsFinite(width) ? width / (2 * widthBefore) : 0;
        var kept = there.Noise / here.Noise;
        var taken = there.Data - here.Data * kept;
        slope.copy_(state).mul_((kept - 1) / step.Length).add_(data, taken * (1 + extrapolation) / step.Length);
        if (extrapolation != 0)
            slope.add_(dataBefore, -taken * extrapolation / step.Length);

        dataBefore.copy_(data);
        widthBefore = width;
    }
}
