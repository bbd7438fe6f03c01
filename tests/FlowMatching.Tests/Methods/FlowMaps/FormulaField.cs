using FastOde.FlowMatching.Fields;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Methods.FlowMaps;

/// <summary>A formula in the place of a teacher's velocity.</summary>
/// <param name="formula">v of points and times.</param>
internal sealed class FormulaField(Func<torch.Tensor, torch.Tensor, torch.Tensor> formula) : IVelocityField
{
    public torch.Tensor Velocity(torch.Tensor points, torch.Tensor time) => formula(points, time);
}
