using FastOde.FlowMatching.Fields;
using TorchSharp;

namespace FastOde.FlowMatching.Solvers;

/// <summary>Makes the steps of one integration in their order; a multistep method remembers the ones before.</summary>
public interface IStepper
{
    /// <summary>Evaluates the field as often as the method needs and writes the step's slope, (next state - state) / (to - from).</summary>
    /// <param name="field">The velocity field.</param>
    /// <param name="state">The points at the step's start, shape [n, dimension…]; left as they are.</param>
    /// <param name="step">Where the step lies.</param>
    /// <param name="slope">Receives the slope, of the state's shape.</param>
    void Slope(IVelocityField field, torch.Tensor state, StepSpan step, torch.Tensor slope);
}
