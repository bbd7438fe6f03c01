using TorchSharp;

namespace FastOde.FlowMatching.Datasets;

/// <summary>
/// A letter S of two three-quarter circles of radius 1.5, (sin a, sign(a)·(cos a - 1)) for a in [-3π/2, 3π/2], with
/// normal noise of deviation 0.1; symmetric about the origin.
/// </summary>
public sealed class SCurve : ModalDataset
{
    private const double Radius = 1.5;
    private const double Deviation = 0.1;

    /// <inheritdoc/>
    public override string Name => "s-curve";

    /// <inheritdoc/>
    public override int Modes => 1;

    /// <inheritdoc/>
    public override int PointsPerMode => 200_000;

    /// <inheritdoc/>
    public override DiagonalNormal Prior { get; } = DiagonalNormal.Standard(2);

    /// <inheritdoc/>
    protected override int UniformsPerPoint => 3;

    /// <inheritdoc/>
    protected override torch.Tensor Place(torch.Tensor uniforms, int mode)
    {
        var angle = (uniforms.select(1, 0) - 0.5) * (3 * Math.PI);
        var curve = torch.stack([angle.sin(), angle.sign() * (angle.cos() - 1)], 1) * Radius;
        return curve + QuasiRandom.NormalQuantile(uniforms.narrow(1, 1, 2)) * Deviation;
    }
}
