using FastOde.FlowMatching.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Training;

/// <summary>The encoder noise = a·data + b·ε in one dimension, with parameters a and log b².</summary>
public sealed class LinearEncoder : Network
{
    private torch.Tensor data = torch.empty(0);
    private torch.Tensor output = torch.empty(0);

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterShape> Shapes { get; } = [new("a", [1], 4), new("logVariance", [1], 4)];

    /// <inheritdoc/>
    public override int OutputDimension => 2;

    /// <inheritdoc/>
    public override torch.Tensor Forward(ParameterBlock parameters, torch.Tensor points, torch.Tensor conditions)
    {
        data.Dispose();
        output.Dispose();
        data = points.clone().DetachFromDisposeScope();
        var (a, logVariance) = Values(parameters);
        using var scope = torch.NewDisposeScope();
        output = torch.cat([points * a, torch.full_like(points, logVariance)], 1).DetachFromDisposeScope();
        return output;
    }

    /// <inheritdoc/>
    public override unsafe void Backward(ParameterBlock parameters, torch.Tensor outputGradient, torch.Tensor? pointGradient)
    {
        using var scope = torch.NewDisposeScope();
        parameters.Gradients[0] = (outputGradient[.., ..1] * data).sum().item<float>();
        parameters.Gradients[1] = outputGradient[.., 1..].sum().item<float>();
    }

    /// <inheritdoc/>
    public override torch.Tensor Evaluate(ParameterBlock parameters, torch.Tensor points, torch.Tensor conditions, bool averaged) =>
        throw new NotSupportedException("An encoder is only trained here.");

    /// <inheritdoc/>
    public override (torch.Tensor Output, torch.Tensor[] Products) Differentiate(
        ParameterBlock parameters, torch.Tensor points, torch.Tensor conditions, bool averaged, IReadOnlyList<torch.Tensor> cotangents) =>
        throw new NotSupportedException("An encoder is only trained here.");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            data.Dispose();
            output.Dispose();
        }

        base.Dispose(disposing);
    }

    private static unsafe (float A, float LogVariance) Values(ParameterBlock parameters) => (parameters.Values[0], parameters.Values[1]);
}
