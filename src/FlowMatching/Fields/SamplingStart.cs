using TorchSharp;

namespace FastOde.FlowMatching.Fields;

/// <summary>How noise of the prior becomes the noise from which trajectories start.</summary>
public abstract record SamplingStart
{
    /// <summary>Moves noise.</summary>
    /// <param name="noise">Noise of the prior, shape [n, dimension…], float32.</param>
    /// <returns>The same shape; the caller owns it.</returns>
    public torch.Tensor Apply(torch.Tensor noise) => Apply(noise, out _);

    /// <summary>Moves noise and says what that cost.</summary>
    /// <param name="noise">Noise of the prior, shape [n, dimension…], float32.</param>
    /// <param name="evaluations">Evaluations of a network, counted; they belong to a sample's NFE.</param>
    /// <returns>The same shape; the caller owns it.</returns>
    public abstract torch.Tensor Apply(torch.Tensor noise, out int evaluations);
}
