using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Training;
using TorchSharp;

namespace FastOde.FlowMatching.Sampling;

/// <summary>
/// The noise that trajectories start from. Each sample has a generator of its own, so that sample i is the same whatever
/// the number of samples or the size of a batch.
/// </summary>
/// <param name="flow">The trial's networks; stays the caller's.</param>
/// <param name="seed">Seed of all draws.</param>
/// <param name="data">Data to encode, in its order, as the paper's comparison does; null to draw from the prior. Stays the caller's.</param>
public sealed class NoiseSource(TrainedFlow flow, long seed, TrainingData? data = null)
{
    private const long Stream = 20230127;

    /// <summary>Draws the noise of consecutive samples.</summary>
    /// <param name="first">Number of the first, from 0.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="evaluations">Evaluations of a network that the start took, counted; the encoder's are none of generation's.</param>
    /// <returns>Shape [count, dimension], float32; the caller owns it.</returns>
    public torch.Tensor Draw(int first, int count, out int evaluations)
    {
        using var scope = torch.NewDisposeScope();
        evaluations = 0;
        var noise = torch.cat([.. Enumerable.Range(first, count).Select(One)]);
        if (data is null && flow.VelocityField.Start is { } start)
            noise = start.Apply(noise, out evaluations);
        return noise.MoveToOuterDisposeScope();
    }

    private torch.Tensor One(int number)
    {
        using var generator = new torch.Generator(SeedMixer.Mix(Stream, seed, number), torch.CPU);
        if (data is null)
            return flow.Noise(1, generator);
        var sample = torch.empty(1, data.Shape.Dimension, dtype: torch.float32);
        data.Fill([number], sample, generator);
        return flow.Encode(sample, generator);
    }
}
