using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>Says which noise of a minibatch goes with which of its data.</summary>
internal abstract class MinibatchPairing
{
    /// <summary>Pairs every row of the data with a row of the noise.</summary>
    /// <param name="data">Shape [n, dimension], float32, finite.</param>
    /// <param name="noise">The same shape.</param>
    /// <param name="generator">The trial's own generator, for pairings that draw.</param>
    /// <returns>For each row of the data the row of its noise.</returns>
    public abstract int[] Pair(torch.Tensor data, torch.Tensor noise, torch.Generator generator);
}
