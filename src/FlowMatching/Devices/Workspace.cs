using TorchSharp;

namespace FastOde.FlowMatching.Devices;

/// <summary>Tensors that are allocated once and reused step after step.</summary>
internal static class Workspace
{
    /// <summary>The given tensor when it has the asked shape; else it is disposed of and a new one, zero, takes its place.</summary>
    /// <param name="current">A tensor that was given out before; null for none.</param>
    /// <param name="rows">Rows asked for.</param>
    /// <param name="columns">Columns asked for.</param>
    /// <param name="device">Where a new one lies; the processor where not given.</param>
    public static torch.Tensor Like(torch.Tensor? current, long rows, long columns, torch.Device? device = null)
    {
        if (current is not null && current.shape[0] == rows && current.shape[1] == columns)
            return current;
        current?.Dispose();
        return torch.zeros(rows, columns, dtype: torch.float32, device: device).DetachFromDisposeScope();
    }
}
