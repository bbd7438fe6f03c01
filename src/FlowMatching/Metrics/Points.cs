using TorchSharp;

namespace FastOde.FlowMatching.Metrics;

/// <summary>Moves points out of tensors.</summary>
internal static class Points
{
    /// <summary>All numbers of a tensor as float32, row after row, whatever its type, device and strides.</summary>
    public static float[] Of(torch.Tensor points)
    {
        using var scope = torch.NewDisposeScope();
        return points.detach().to(torch.float32).cpu().contiguous().data<float>().ToArray();
    }
}
