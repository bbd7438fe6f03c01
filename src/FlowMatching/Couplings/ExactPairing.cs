using FastOde.FlowMatching.Assignment;
using FastOde.FlowMatching.Networks.Kernels;
using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>Pairs by the permutation whose squared Euclidean distances have the least sum. Draws nothing.</summary>
internal sealed class ExactPairing : MinibatchPairing
{
    // Point costs are computed anew at each look, which pays while a row of them is about as cheap as reading it.
    private const int LargestPointDimension = 8;

    /// <inheritdoc/>
    public override int[] Pair(torch.Tensor data, torch.Tensor noise, torch.Generator generator) =>
        LinearAssignment.Solve(Costs(data, noise)).Columns;

    private static AssignmentCosts Costs(torch.Tensor data, torch.Tensor noise)
    {
        var dimension = (int)data.shape[1];
        if (dimension <= LargestPointDimension)
            return new PointCosts(TensorMemory.Span(data), TensorMemory.Span(noise), dimension);
        using var scope = torch.NewDisposeScope();
        var distances = SquaredDistances.Between(data, noise).to(torch.float64);
        return new MatrixCosts(distances.data<double>().ToArray(), (int)data.shape[0]);
    }
}
