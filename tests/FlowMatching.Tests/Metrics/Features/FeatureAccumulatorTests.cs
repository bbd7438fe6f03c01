using FastOde.FlowMatching.Metrics.Features;
using FastOde.FlowMatching.Tests.TestSupport;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Metrics.Features;

/// <summary>Statistics of features that come batch by batch.</summary>
public sealed class FeatureAccumulatorTests
{
    [Fact]
    public void Statistics_UnequalBatches_AreThoseOfAllAtOnce()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(3, torch.CPU);
        var features = torch.randn(100, 5, dtype: torch.float32, generator: generator) + 1000;
        using var accumulator = new FeatureAccumulator();
        foreach (var batch in features.split([1, 60, 0, 39]))
            accumulator.Add(batch);
        using var statistics = accumulator.Statistics();
        var exact = features.to(torch.float64);
        Assert.Equal(100, statistics.Count);
        TensorAssert.Close(exact.mean([0]), statistics.Mean, 1e-10);
        TensorAssert.Close(torch.cov(exact.t()), statistics.Covariance, 1e-10);
    }

    [Fact]
    public void Statistics_OneImage_AreRefused()
    {
        using var scope = torch.NewDisposeScope();
        using var accumulator = new FeatureAccumulator();
        accumulator.Add(torch.ones(1, 5));
        Assert.Contains("at least 2 images, not of 1", Assert.Throws<InvalidOperationException>(accumulator.Statistics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_AnotherDimension_IsRefused()
    {
        using var scope = torch.NewDisposeScope();
        using var accumulator = new FeatureAccumulator();
        accumulator.Add(torch.ones(2, 5));
        var refused = Assert.Throws<ArgumentException>(() => accumulator.Add(torch.ones(2, 6)));
        Assert.Contains("[n, 5] are needed, not [2, 6]", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_ManyBatches_LeavesNoTensorsBehind()
    {
        using var batch = torch.ones(4, 3).DetachFromDisposeScope();
        using var accumulator = new FeatureAccumulator();
        accumulator.Add(batch);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 10; i++)
            accumulator.Add(batch);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}
