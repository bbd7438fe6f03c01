using FastOde.FlowMatching.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Methods.FlowMaps;

/// <summary>A formula in the place of a network u(x, t, d): nothing is trained, in any precision.</summary>
/// <param name="formula">u of points, times and steps.</param>
/// <param name="dimension">Numbers of a point.</param>
internal sealed class FormulaNetwork(Func<torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor> formula, int dimension) : Network
{
    private torch.Tensor? input;
    private torch.Tensor? output;

    public override IReadOnlyList<ParameterShape> Shapes { get; } = [new("0.bias", [1], 1)];

    public override int OutputDimension => dimension;

    public override torch.Tensor Forward(ParameterBlock parameters, torch.Tensor points, torch.Tensor conditions)
    {
        using var recording = torch.enable_grad();
        input = points.detach().requires_grad_().DetachFromDisposeScope();
        output = Of(input, conditions).DetachFromDisposeScope();
        return output.detach();
    }

    public override void Backward(ParameterBlock parameters, torch.Tensor outputGradient, torch.Tensor? pointGradient)
    {
        output!.backward([outputGradient]);
        pointGradient?.copy_(input!.grad!);
    }

    public override torch.Tensor Evaluate(ParameterBlock parameters, torch.Tensor points, torch.Tensor conditions, bool averaged) => Of(points, conditions);

    public override (torch.Tensor Output, torch.Tensor[] Products) Differentiate(
        ParameterBlock parameters, torch.Tensor points, torch.Tensor conditions, bool averaged, IReadOnlyList<torch.Tensor> cotangents) =>
        throw new NotSupportedException();

    public override torch.Tensor DifferentiateAlong(
        ParameterBlock parameters, torch.Tensor points, torch.Tensor conditions, bool averaged, torch.Tensor pointDirection, torch.Tensor conditionDirection)
    {
        const double step = 1e-4;
        return (Of(points + step * pointDirection, conditions + step * conditionDirection)
            - Of(points - step * pointDirection, conditions - step * conditionDirection)) / (2 * step);
    }

    private torch.Tensor Of(torch.Tensor points, torch.Tensor conditions) => formula(points, conditions.narrow(1, 0, 1), conditions.narrow(1, 1, 1));
}
