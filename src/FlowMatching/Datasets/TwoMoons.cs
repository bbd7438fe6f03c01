using TorchSharp;

namespace FastOde.FlowMatching.Datasets;

/// <summary>
/// Two interlocking half circles of radius 2 with normal noise of deviation 0.2, centred on the origin; the second is
/// the first turned by 180°.
/// </summary>
public sealed class TwoMoons : ModalDataset
{
    private const double Radius = 2;
    private const double Deviation = 0.2;

    /// <inheritdoc/>
    public override string Name => "two-moons";

    /// <inheritdoc/>
    public override int Modes => 2;

    /// <inheritdoc/>
    public override int PointsPerMode => 100_000;

    /// <inheritdoc/>
    public override DiagonalNormal Prior { get; } = DiagonalNormal.Standard(2);

    /// <inheritdoc/>
    protected override int UniformsPerPoint => 3;

    /// <inheritdoc/>
    protected override torch.Tensor Place(torch.Tensor uniforms, int mode)
    {
        var angle = uniforms.select(1, 0) * Math.PI;
        var centre = torch.tensor([-Radius / 2, -Radius / 4]);
        var arc = torch.stack([angle.cos(), angle.sin()], 1) * Radius + centre;
        var noise = QuasiRandom.NormalQuantile(uniforms.narrow(1, 1, 2)) * Deviation;
        return (arc + noise) * (mode == 0 ? 1.0 : -1.0);
    }
}
