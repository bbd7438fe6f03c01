using FastOde.Analysis.Metrics;

namespace FastOde.Analysis.Tests.Metrics;

public sealed class MetricNameTests
{
    [Theory]
    [InlineData("wasserstein2", "W2", "W2")]
    [InlineData("velocityLoss", "Velocity loss", "velocity loss")]
    [InlineData("klPenalty", "KL penalty", "KL penalty")]
    [InlineData("priorFlowLoss", "Loss of the prior's flow", "loss of the prior's flow")]
    [InlineData("sliced-wasserstein", "Sliced Wasserstein", "sliced Wasserstein")]
    [InlineData("fid[mnist-classifier]", "FID (mnist-classifier)", "FID (mnist-classifier)")]
    [InlineData("precision[inception]", "Precision (inception)", "precision (inception)")]
    [InlineData("of-tomorrow", "of-tomorrow", "of-tomorrow")]
    [InlineData("odd[", "odd[", "odd[")]
    public void Title_OfAMetric_IsWhatPeopleSay(string metric, string title, string inSentence)
    {
        Assert.Equal(title, MetricName.Title(metric));
        Assert.Equal(inSentence, MetricName.InSentence(metric));
    }

    [Theory]
    [InlineData("fid[x]", 1)]
    [InlineData("curvature", 1)]
    [InlineData("precision[x]", 3)]
    [InlineData("recall[x]", 3)]
    public void Best_OfValues_IsTheLargestOfScoresThatRise(string metric, double best) =>
        Assert.Equal(best, MetricName.Best(metric, [2, null, 1, 3]));

    [Fact]
    public void InOrder_OfASpec_PutsWhatJudgesSamplesFirst() =>
        Assert.Equal(
            ["kid[b]", "fid[a]", "fid[b]", "other", "curvature"],
            MetricName.InOrder(["curvature", "fid[a]", "fid[b]", "kid[b]", "other"], ["curvature", "kid[b]", "fid"]));

    [Theory]
    [InlineData("fid[x]", "less is better")]
    [InlineData("recall[x]", "share, more is better")]
    [InlineData("nll", "nats per dimension, less is better")]
    public void Meaning_OfAMetric_IsUnitAndDirection(string metric, string expected) => Assert.Equal(expected, MetricName.Meaning(metric));
}
