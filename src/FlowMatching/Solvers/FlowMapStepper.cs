using FastOde.FlowMatching.Fields;
using TorchSharp;

namespace FastOde.FlowMatching.Solvers;

/// <summary>Takes each step by one jump of a flow map, whose average velocity is the step's slope.</summary>
internal sealed class FlowMapStepper(torch.Tensor start) : IStepper
{
    private readonly torch.Tensor from = torch.empty([start.shape[0], 1], dtype: start.dtype, device: start.device);
    private readonly torch.Tensor to = torch.empty([start.shape[0], 1], dtype: start.dtype, device: start.device);

    public void Slope(IVelocityField field, torch.Tensor state, StepSpan step, torch.Tensor slope)
    {
        if (step.Length > 0)
            throw new ArgumentException($"A flow map goes from noise to data only, not from t = {step.From} to {step.To}.", nameof(step));
        using var velocity = field.Map!.AverageVelocity(state, from.fill_(step.From), to.fill_(step.To));
        slope.copy_(velocity);
    }
}
