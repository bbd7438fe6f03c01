using TorchSharp;

namespace FastOde.FlowMatching.Datasets;

/// <summary>The fixed noise from which every evaluation of an experiment generates its samples.</summary>
public static class EvaluationNoise
{
    /// <summary>
    /// Draws noise from the prior, each draw followed by its mirror image, so that the mean is exactly zero and neither
    /// side of a symmetric target gets more starts than the other. In few dimensions the draws are quasi-random; in
    /// more than <see cref="QuasiRandom.MaximumDimension"/>, where no lattice helps, pseudo-random.
    /// </summary>
    /// <param name="prior">The prior; its number of variances is the dimension.</param>
    /// <param name="count">How many draws; an odd count leaves the last one without its image.</param>
    /// <param name="seed">The experiment's evaluation seed: the same seed gives the same noise.</param>
    /// <returns>Shape [count, dimension], float32, on the CPU.</returns>
    public static torch.Tensor Draw(DiagonalNormal prior, int count, long seed)
    {
        using var scope = torch.NewDisposeScope();
        var dimension = prior.Variances.Count;
        var deviations = torch.tensor(prior.Variances.ToArray()).sqrt();
        var mixed = SeedMixer.Mix(seed);
        var standard = dimension <= QuasiRandom.MaximumDimension
            ? QuasiRandom.NormalQuantile(QuasiRandom.MirroredUniforms(count, dimension, mixed)).to(torch.float32)
            : MirroredPseudoRandom(count, dimension, mixed);
        return standard.mul_(deviations).MoveToOuterDisposeScope();
    }

    private static torch.Tensor MirroredPseudoRandom(int count, int dimension, ulong seed)
    {
        using var generator = new torch.Generator(seed, torch.CPU);
        var half = torch.randn((count + 1) / 2, dimension, generator: generator);
        return torch.stack([half, -half], 1).reshape(-1, dimension)[..count].contiguous();
    }
}
