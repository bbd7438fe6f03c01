using TorchSharp;

namespace FastOde.FlowMatching.Networks.Kernels;

/// <summary>Tensors that are allocated once and reused step after step.</summary>
internal static class Workspace
{
    /// <summary>The given tensor when it has the asked shape; else it is disposed of and a new one, zero, takes its place.</summary>
    public static torch.Tensor Like(torch.Tensor? current, long rows, long columns)
    {
        if (current is not null && current.shape[0] == rows && current.shape[1] == columns)
            return current;
        current?.Dispose();
        return torch.zeros(rows, columns, dtype: torch.float32).DetachFromDisposeScope();
    }
}
