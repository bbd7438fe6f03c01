using TorchSharp;

namespace FastOde.FlowMatching.Tests.TestSupport;

/// <summary>Assertions about whole tensors.</summary>
public static class TensorAssert
{
    /// <summary>Every element equal, to the last bit.</summary>
    public static void Same(torch.Tensor expected, torch.Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.Equal(0, Different(expected, actual));
    }

    /// <summary>At least one element differs.</summary>
    public static void NotSame(torch.Tensor expected, torch.Tensor actual) =>
        Assert.NotEqual(0, Different(expected, actual));

    /// <summary>No element further away than the tolerance.</summary>
    public static void Close(torch.Tensor expected, torch.Tensor actual, double tolerance)
    {
        using var scope = torch.NewDisposeScope();
        Assert.InRange((actual - expected).to(torch.float64).abs().max().item<double>(), 0, tolerance);
    }

    private static long Different(torch.Tensor expected, torch.Tensor actual)
    {
        using var scope = torch.NewDisposeScope();
        return expected.ne(actual).sum().item<long>();
    }
}
