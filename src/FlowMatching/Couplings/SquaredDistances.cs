using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>Squared Euclidean distances between the rows of two sets.</summary>
internal static class SquaredDistances
{
    /// <summary>All distances, |x|² + |y|² - 2x·y of the rows without their common mean, which costs one matrix product.</summary>
    /// <param name="first">Shape [n, dimension], float32.</param>
    /// <param name="second">Shape [m, dimension], float32.</param>
    /// <returns>Shape [n, m], float32, at least 0.</returns>
    public static torch.Tensor Between(torch.Tensor first, torch.Tensor second)
    {
        using var scope = torch.NewDisposeScope();
        var center = (first.mean([0]) + second.mean([0])) / 2;
        var (x, y) = (first - center, second - center);
        var norms = x.square().sum(1, keepdim: true) + y.square().sum(1).unsqueeze(0);
        return (norms - 2 * torch.mm(x, y.t())).clamp_min(0).MoveToOuterDisposeScope();
    }
}
