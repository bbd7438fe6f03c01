using FastOde.FlowMatching.Datasets;
using TorchSharp;

namespace Swirl;

/// <summary>Five blades that bend as they go outwards. A data set is found by its base class; its name is what a spec says.</summary>
public sealed class Pinwheel : ModalDataset
{
    private const double Radius = 3;
    private const double Width = 0.25;
    private const double Bend = 0.6;

    /// <inheritdoc/>
    public override string Name => "pinwheel";

    /// <inheritdoc/>
    public override int Modes => 5;

    /// <inheritdoc/>
    public override int PointsPerMode => 20_000;

    /// <inheritdoc/>
    public override DiagonalNormal Prior { get; } = DiagonalNormal.Standard(2);

    /// <inheritdoc/>
    protected override int UniformsPerPoint => 2;

    /// <inheritdoc/>
    protected override torch.Tensor Place(torch.Tensor uniforms, int mode)
    {
        var along = uniforms.select(1, 0) * Radius + 0.5;
        var angle = 2 * Math.PI * mode / Modes + Bend * along + (uniforms.select(1, 1) - 0.5) * Width;
        return torch.stack([along * angle.cos(), along * angle.sin()], 1);
    }
}
