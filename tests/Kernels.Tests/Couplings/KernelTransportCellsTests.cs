using FastOde.FlowMatching.Couplings;
using FastOde.Kernels.Couplings;
using TorchSharp;

namespace FastOde.Kernels.Tests.Couplings;

/// <summary>Which point each draw takes, in one pass against the matrix of all costs.</summary>
public sealed class KernelTransportCellsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 2)]
    [InlineData(64, 2)]
    [InlineData(1003, 3)]
    [InlineData(200, 16)]
    public void Of_AnyTable_CostsWhatTheLeastCostIs(int points, int dimension)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator((ulong)points, torch.CPU);
        var table = torch.randn(points, dimension, generator: generator);
        var draws = torch.randn(300, dimension, generator: generator);
        var duals = torch.randn(points, generator: generator);
        using var cells = new KernelTransportCells(table);

        var taken = cells.Of(draws, duals);

        var costs = TensorTransportCells.Costs(table, draws, duals);
        Assert.Equal(torch.int64, taken.dtype);
        Assert.True((costs.gather(1, taken.unsqueeze(1)).squeeze(1) - costs.amin([1])).max().item<float>() < 1e-5);
    }

    [Fact]
    public void Of_EqualPoints_TakesTheFirst()
    {
        using var scope = torch.NewDisposeScope();
        using var cells = new KernelTransportCells(torch.ones(40, 2));
        Assert.Equal(0, cells.Of(torch.ones(1, 2), torch.zeros(40)).item<long>());
        Assert.Equal(23, cells.Of(torch.ones(1, 2), (torch.arange(40) >= 23).to(torch.float32)).item<long>());
    }
}
