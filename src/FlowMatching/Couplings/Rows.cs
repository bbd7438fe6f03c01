using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>Picks rows of a table.</summary>
internal static class Rows
{
    /// <summary>Copies rows in a given order.</summary>
    /// <param name="source">Shape [count, dimension], float32.</param>
    /// <param name="picked">Row numbers.</param>
    /// <param name="target">Receives the rows, shape [picked, dimension].</param>
    public static void Gather(torch.Tensor source, ReadOnlySpan<int> picked, torch.Tensor target)
    {
        using var scope = torch.NewDisposeScope();
        var rows = torch.tensor(picked.ToArray(), dtype: torch.int32, device: source.device);
        target.copy_(source.index_select(0, rows));
    }
}
