using FastOde.FlowMatching.Fields;
using TorchSharp;

namespace FastOde.FlowMatching.Solvers;

/// <summary>Passes jumps on and counts them with the evaluations of their field.</summary>
/// <param name="inner">The map.</param>
/// <param name="count">Hears of each evaluation and its points.</param>
internal sealed class CountingFlowMap(IFlowMap inner, Action<long> count) : IFlowMap
{
    /// <inheritdoc/>
    public int? MostSteps => inner.MostSteps;

    /// <inheritdoc/>
    public torch.Tensor AverageVelocity(torch.Tensor points, torch.Tensor from, torch.Tensor to)
    {
        count(points.shape[0]);
        return inner.AverageVelocity(points, from, to);
    }
}
