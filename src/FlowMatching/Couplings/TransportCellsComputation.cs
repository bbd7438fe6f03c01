using FastOde.FlowMatching.Devices;
using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>The cells of a table of points.</summary>
/// <param name="Table">The points, shape [points, dimension], float32; stays its owner's.</param>
internal sealed record TransportCellsComputation(torch.Tensor Table) : Computation<ITransportCells>
{
    /// <inheritdoc/>
    public override ITransportCells InTensors(ComputeDevice device) => new TensorTransportCells(Table);
}
