using TorchSharp;

namespace FastOde.FlowMatching.Datasets;

/// <summary>Samples by number.</summary>
public interface ISampleTable
{
    /// <summary>The number of samples.</summary>
    int Count { get; }

    /// <summary>Writes samples into a batch.</summary>
    /// <param name="picked">Which samples, each at least 0 and below <see cref="Count"/>.</param>
    /// <param name="batch">Receives them, shape [picked, dimension], float32 on the trial's device.</param>
    /// <param name="draws">The trial's generator, for data that is varied at random, as images are by mirroring.</param>
    void Fill(ReadOnlySpan<int> picked, torch.Tensor batch, torch.Generator draws);
}
