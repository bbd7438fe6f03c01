using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.Layers;
using TorchSharp;
using static TorchSharp.torch.nn.functional;

namespace Swirl;

/// <summary>The network as a function that autograd follows; FastOde keeps its parameters, trains, averages and stores them.</summary>
/// <param name="spec">Its width.</param>
/// <param name="problem">Sample and conditions.</param>
public sealed class SwishMlp(SwishMlpSpec spec, NetworkProblem problem) : TensorNetwork(problem.Dropout)
{
    private readonly int inputs = problem.Shape.Dimension + problem.Conditions.Count;

    /// <inheritdoc/>
    public override int OutputDimension { get; } = problem.OutputsPerDimension * problem.Shape.Dimension;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterShape> Shapes =>
    [
        new("0.weight", [spec.Hidden, inputs], inputs), new("0.bias", [spec.Hidden], inputs),
        new("1.weight", [spec.Hidden, spec.Hidden], spec.Hidden), new("1.bias", [spec.Hidden], spec.Hidden),
        new("2.weight", [OutputDimension, spec.Hidden], spec.Hidden), new("2.bias", [OutputDimension], spec.Hidden),
    ];

    /// <inheritdoc/>
    protected override torch.Tensor Compute(
        IReadOnlyList<torch.Tensor> parameters, torch.Tensor points, torch.Tensor conditions, torch.Generator? generator, RecomputationTape? segments)
    {
        using var scope = torch.NewDisposeScope();
        var features = silu(linear(torch.cat([points, conditions], 1), parameters[0], parameters[1]));
        features = silu(linear(features, parameters[2], parameters[3]));
        return linear(features, parameters[4], parameters[5]).MoveToOuterDisposeScope();
    }
}
