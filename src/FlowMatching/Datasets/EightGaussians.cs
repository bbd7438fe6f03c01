using TorchSharp;

namespace FastOde.FlowMatching.Datasets;

/// <summary>Eight round normals of variance 0.1 at equal angles on a circle of radius 5.</summary>
public sealed class EightGaussians : ModalDataset
{
    private const double Radius = 5;
    private const double Variance = 0.1;

    /// <inheritdoc/>
    public override string Name => "eight-gaussians";

    /// <inheritdoc/>
    public override int Modes => 8;

    /// <inheritdoc/>
    public override int PointsPerMode => 25_000;

    /// <inheritdoc/>
    public override DiagonalNormal Prior { get; } = DiagonalNormal.Standard(2);

    /// <inheritdoc/>
    protected override int UniformsPerPoint => 2;

    /// <inheritdoc/>
    protected override torch.Tensor Place(torch.Tensor uniforms, int mode)
    {
        var (sine, cosine) = Math.SinCos(mode * Math.PI / 4);
        var mean = torch.tensor([Radius * cosine, Radius * sine]);
        return QuasiRandom.NormalQuantile(uniforms) * Math.Sqrt(Variance) + mean;
    }
}
