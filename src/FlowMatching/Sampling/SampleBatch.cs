using TorchSharp;

namespace FastOde.FlowMatching.Sampling;

/// <summary>Generated samples and what they came from.</summary>
public sealed record SampleBatch : IDisposable
{
    /// <summary>The samples, shape [n, dimension], float32.</summary>
    public required torch.Tensor Samples { get; init; }

    /// <summary>The data predicted at the start of each step, shape [n, steps, dimension]; null where nobody asked.</summary>
    public torch.Tensor? Predictions { get; init; }

    /// <summary>Steps taken; with adaptive steps, the most that any sample took.</summary>
    public required int StepCount { get; init; }

    /// <summary>Evaluations of the network, counted; with adaptive steps the mean over samples.</summary>
    public required double Nfe { get; init; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Samples.Dispose();
        Predictions?.Dispose();
    }
}
