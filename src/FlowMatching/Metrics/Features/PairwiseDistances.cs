using TorchSharp;

namespace FastOde.FlowMatching.Metrics.Features;

/// <summary>Squared Euclidean distances between two sets of features, a block of rows at a time.</summary>
internal static class PairwiseDistances
{
    private const int BlockRows = 512;

    /// <summary>Calls back with the distances of each block of rows to all of the others.</summary>
    /// <param name="from">float64, shape [n, dimension].</param>
    /// <param name="to">float64, shape [m, dimension].</param>
    /// <param name="use">Takes the block's first row and its squared distances, shape [rows, m]; called within a dispose scope.</param>
    /// <param name="cancellation">Looked at between blocks.</param>
    public static void InBlocks(torch.Tensor from, torch.Tensor to, Action<long, torch.Tensor> use, CancellationToken cancellation)
    {
        using var scope = torch.NewDisposeScope();
        var norms = to.square().sum(1);
        for (long start = 0; start < from.shape[0]; start += BlockRows)
        {
            cancellation.ThrowIfCancellationRequested();
            using var block = torch.NewDisposeScope();
            var rows = from.narrow(0, start, Math.Min(BlockRows, from.shape[0] - start));
            use(start, (rows.square().sum(1, keepdim: true) + norms - 2 * rows.mm(to.t())).clamp_min_(0));
        }
    }
}
