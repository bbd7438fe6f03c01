using FastOde.FlowMatching.Assignment;
using FastOde.FlowMatching.Devices;
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
        using var scope = torch.NewDisposeScope();
        if (dimension <= LargestPointDimension)
            return new PointCosts(TensorMemory.Span(data.cpu()), TensorMemory.Span(noise.cpu()), dimension);
        var distances = SquaredDistances.Between(data, noise).to(torch.float64).cpu();
        return new MatrixCosts(distances.data<double>().ToArray(), (int)data.shape[0]);
    }
}
