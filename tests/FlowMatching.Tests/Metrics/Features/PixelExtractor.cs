using FastOde.FlowMatching.Metrics.Features;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Metrics.Features;

/// <summary>Features that are the pixels themselves; counts how many images it looked at.</summary>
internal sealed class PixelExtractor(int dimension, string name = "pixels") : FeatureExtractor
{
    public long Images { get; private set; }

    public override string Name => name;

    public override int Dimension => dimension;

    public override string Sha256 => name;

    protected override int BatchSize => 7;

    protected override torch.Tensor Compute(torch.Tensor images)
    {
        Images += images.shape[0];
        return images.flatten(1);
    }

    protected override void Dispose(bool disposing)
    {
    }
}
