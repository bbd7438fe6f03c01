using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Paths;
using TorchSharp;

namespace FastOde.FlowMatching.Solvers;

/// <summary>Holds the expected data and noise over a step.</summary>
internal sealed class DdimStepper(InterpolationPath path, torch.Tensor start) : IStepper
{
    private readonly torch.Tensor time = torch.empty([start.shape[0], 1], dtype: start.dtype, device: start.device);

    public void Slope(IVelocityField field, torch.Tensor state, StepSpan step, torch.Tensor slope)
    {
        var (here, there) = (path.At(step.From), path.At(step.To));
        var dataRate = (there.Data - here.Data) / step.Length;
        var noiseRate = (there.Noise - here.Noise) / step.Length;
        var velocityShare = (here.Data * noiseRate - here.Noise * dataRate) / here.Determinant;
        var stateShare = (here.NoiseDerivative * dataRate - here.DataDerivative * noiseRate) / here.Determinant;
        using var velocity = field.Velocity(state, time.fill_(step.From));
        slope.copy_(velocity).mul_(velocityShare).add_(state, stateShare);
    }
}
