using FastOde.FlowMatching.Fields;
using TorchSharp;

namespace FastOde.FlowMatching.Solvers;

/// <summary>Passes evaluations on and counts them, so that a reported NFE is what was done, not what was planned.</summary>
/// <param name="inner">The field that is evaluated.</param>
public sealed class CountingVelocityField(IVelocityField inner) : IVelocityField
{
    /// <summary>How often the field was evaluated, whatever the batch: the NFE.</summary>
    public int Calls { get; private set; }

    /// <summary>How many points were evaluated in all calls together.</summary>
    public long Points { get; private set; }

    /// <inheritdoc/>
    public IFlowMap? Map => inner.Map is { } map ? new CountingFlowMap(map, Count) : null;

    /// <inheritdoc/>
    public torch.Tensor Velocity(torch.Tensor points, torch.Tensor time)
    {
        Count(points.shape[0]);
        return inner.Velocity(points, time);
    }

    private void Count(long points)
    {
        Calls++;
        Points += points;
    }
}
