using TorchSharp;

namespace FastOde.FlowMatching.Networks;

/// <summary>
/// A network that counts its evaluations, one a sample. A derivative along a direction counts as two: exact, it takes one more
/// product a layer; else it is the difference of two evaluations. Ways back are not counted.
/// </summary>
/// <param name="network">The network; disposed of with this object.</param>
internal sealed class CountingNetwork(Network network) : Network
{
    private const int OfDerivative = 2;

    /// <summary>Evaluations so far.</summary>
    public long Evaluations { get; private set; }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterShape> Shapes => network.Shapes;

    /// <inheritdoc/>
    public override int OutputDimension => network.OutputDimension;

    /// <inheritdoc/>
    public override torch.Tensor Forward(ParameterBlock parameters, torch.Tensor points, torch.Tensor conditions)
    {
        Evaluations += points.shape[0];
        return network.Forward(parameters, points, conditions);
    }

    /// <inheritdoc/>
    public override void Backward(ParameterBlock parameters, torch.Tensor outputGradient, torch.Tensor? pointGradient) =>
        network.Backward(parameters, outputGradient, pointGradient);

    /// <inheritdoc/>
    public override torch.Tensor Evaluate(ParameterBlock parameters, torch.Tensor points, torch.Tensor conditions, bool averaged)
    {
        Evaluations += points.shape[0];
        return network.Evaluate(parameters, points, conditions, averaged);
    }

    /// <inheritdoc/>
    public override (torch.Tensor Output, torch.Tensor[] Products) Differentiate(
        ParameterBlock parameters, torch.Tensor points, torch.Tensor conditions, bool averaged, IReadOnlyList<torch.Tensor> cotangents)
    {
        Evaluations += points.shape[0];
        return network.Differentiate(parameters, points, conditions, averaged, cotangents);
    }

    /// <inheritdoc/>
    public override torch.Tensor DifferentiateAlong(
        ParameterBlock parameters, torch.Tensor points, torch.Tensor conditions, bool averaged, torch.Tensor pointDirection, torch.Tensor conditionDirection)
    {
        Evaluations += OfDerivative * points.shape[0];
        return network.DifferentiateAlong(parameters, points, conditions, averaged, pointDirection, conditionDirection);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            network.Dispose();
        base.Dispose(disposing);
    }
}
