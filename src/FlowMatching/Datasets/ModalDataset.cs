using TorchSharp;

namespace FastOde.FlowMatching.Datasets;

/// <summary>
/// A distribution of equally likely modes, each the image of a unit cube: training points are images of random
/// uniforms, reference points of evenly spread ones, so both follow the same formula.
/// </summary>
public abstract class ModalDataset : PointDataset
{
    /// <summary>The number of modes, all equally likely.</summary>
    public abstract int Modes { get; }

    /// <summary>The number of training points in each mode.</summary>
    public abstract int PointsPerMode { get; }

    /// <inheritdoc/>
    public override int Count => Modes * PointsPerMode;

    /// <summary>How many uniform numbers make one point.</summary>
    protected abstract int UniformsPerPoint { get; }

    /// <inheritdoc/>
    public override torch.Tensor Points(long seed)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(SeedMixer.Mix(seed), torch.CPU);
        var modes = Enumerable.Range(0, Modes).Select(mode =>
        {
            var uniforms = torch.rand(PointsPerMode, UniformsPerPoint, dtype: torch.float64, generator: generator);
            return Place(uniforms.clamp_(1e-12, 1 - 1e-12), mode);
        });
        var ordered = torch.cat([.. modes], 0);
        var order = torch.randperm(Count, generator: generator);
        return ordered.index_select(0, order).to(torch.float32).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <remarks>Each mode has count / modes points, the first modes one more where that leaves a remainder.</remarks>
    public override torch.Tensor Reference(int count, int stream)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        using var scope = torch.NewDisposeScope();
        var modes = Enumerable.Range(0, Modes).Select(mode =>
        {
            var share = count / Modes + (mode < count % Modes ? 1 : 0);
            return Place(QuasiRandom.MirroredUniforms(share, UniformsPerPoint, SeedMixer.Mix(stream, mode)), mode);
        });
        return torch.cat([.. modes], 0).to(torch.float32).MoveToOuterDisposeScope();
    }

    /// <summary>Maps uniforms to points of a mode; 1 - u must map to the mode's mirror image where it has one.</summary>
    /// <param name="uniforms">Shape [n, <see cref="UniformsPerPoint"/>], float64, in (0, 1).</param>
    /// <param name="mode">Which mode, from 0.</param>
    /// <returns>Shape [n, 2], float64.</returns>
    protected abstract torch.Tensor Place(torch.Tensor uniforms, int mode);
}
