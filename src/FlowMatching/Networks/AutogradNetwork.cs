using TorchSharp;

namespace FastOde.FlowMatching.Networks;

/// <summary>A network whose every computation is autograd's.</summary>
/// <param name="shapes">Its parameters.</param>
/// <param name="outputDimension">Numbers that one input point gives.</param>
/// <param name="computation">What computes it; disposed of with the network.</param>
internal sealed class AutogradNetwork(IReadOnlyList<ParameterShape> shapes, int outputDimension, AutogradComputation computation) : Network
{
    /// <inheritdoc/>
    public override IReadOnlyList<ParameterShape> Shapes => shapes;

    /// <inheritdoc/>
    public override int OutputDimension => outputDimension;

    /// <inheritdoc/>
    public override torch.Tensor Forward(ParameterBlock parameters, torch.Tensor points, torch.Tensor time) =>
        computation.Forward(parameters, points, time);

    /// <inheritdoc/>
    public override void Backward(ParameterBlock parameters, torch.Tensor outputGradient, torch.Tensor? pointGradient) =>
        computation.Backward(parameters, outputGradient, pointGradient);

    /// <inheritdoc/>
    public override torch.Tensor Evaluate(ParameterBlock parameters, torch.Tensor points, torch.Tensor time, bool averaged) =>
        computation.Evaluate(parameters, points, time, averaged);

    /// <inheritdoc/>
    public override (torch.Tensor Output, torch.Tensor[] Products) Differentiate(
        ParameterBlock parameters, torch.Tensor points, torch.Tensor time, bool averaged, IReadOnlyList<torch.Tensor> cotangents) =>
        computation.Differentiate(parameters, points, time, averaged, cotangents);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            computation.Dispose();
        base.Dispose(disposing);
    }
}
