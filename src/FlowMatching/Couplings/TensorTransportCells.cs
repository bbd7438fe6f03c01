using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>Transport cells by one matrix product, as many draws at a time as memory shall hold.</summary>
/// <param name="table">The points, shape [points, dimension].</param>
internal sealed class TensorTransportCells(torch.Tensor table) : ITransportCells
{
    private const long MostCosts = 8_000_000;

    /// <inheritdoc/>
    public torch.Tensor Of(torch.Tensor draws, torch.Tensor duals)
    {
        using var scope = torch.NewDisposeScope();
        return torch.cat([.. draws.split(MostDraws(table)).Select(part => Costs(table, part, duals).argmin(1))]).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The table stays its owner's.
    }

    /// <summary>Draws whose costs fit in memory at once.</summary>
    internal static long MostDraws(torch.Tensor table) => Math.Max(1, MostCosts / table.shape[0]);

    /// <summary>½‖draw - point‖² - dual with the draw's own square left out, which is the same for all points; shape [n, points].</summary>
    internal static torch.Tensor Costs(torch.Tensor table, torch.Tensor draws, torch.Tensor duals) =>
        torch.addmm(table.square().sum(1) / 2 - duals, draws, table.t(), beta: 1, alpha: -1);
}
