using TorchSharp;

namespace FastOde.FlowMatching.Datasets;

/// <summary>
/// The paper's example (Lee, Kim and Ye, 2023): two normals of covariance diag(3, 0.1) at (-8, 8) and (8, 8), met by a
/// prior of variances 36 and 1, so that straight independent pairs cross everywhere.
/// </summary>
public sealed class TwoGaussians : ModalDataset
{
    /// <inheritdoc/>
    public override string Name => "two-gaussians";

    /// <inheritdoc/>
    public override int Modes => 2;

    /// <inheritdoc/>
    public override int PointsPerMode => 100_000;

    /// <inheritdoc/>
    public override DiagonalNormal Prior { get; } = new([36f, 1f]);

    /// <inheritdoc/>
    protected override int UniformsPerPoint => 2;

    /// <inheritdoc/>
    protected override torch.Tensor Place(torch.Tensor uniforms, int mode)
    {
        var deviations = torch.tensor([Math.Sqrt(3), Math.Sqrt(0.1)]);
        var mean = torch.tensor([mode == 0 ? -8.0 : 8.0, 8.0]);
        return QuasiRandom.NormalQuantile(uniforms) * deviations + mean;
    }
}
