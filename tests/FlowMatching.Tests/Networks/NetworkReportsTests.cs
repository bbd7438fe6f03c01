using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Methods;
using FastOde.Specs.Networks;

namespace FastOde.FlowMatching.Tests.Networks;

/// <summary>What a trial's two networks are said to be.</summary>
public sealed class NetworkReportsTests
{
    private static readonly DiagonalNormal Prior = new([36, 1]);

    [Fact]
    public void Of_PriorsFlow_IsTheThird()
    {
        var reports = NetworkReports.Of(
            new TrialSpec { Coupling = new LearnedCouplingSpec { Prior = PriorKind.Flow }, PriorNetwork = NetworkOverrides.Of(("hidden", 7)) }, SampleShape.Points(2), Prior, evaluate: false);
        Assert.Equal(["velocity", "encoder", "prior"], reports.Select(report => report.Name));
        Assert.Equal(3 * 7 + 7 + 7 * 7 + 7 + 7 * 2 + 2, reports[2].Parameters);
    }

    [Fact]
    public void Of_TwoGaussianNetworks_HaveTheirKnownSizesAndNoOutputUnlessAsked()
    {
        var reports = NetworkReports.Of(new TrialSpec(), SampleShape.Points(2), Prior, evaluate: false);
        Assert.Equal([("velocity", 10_702L), ("encoder", 10_904L)], reports.Select(report => (report.Name, report.Parameters)));
        Assert.Equal(["0.weight", "0.bias", "1.weight", "1.bias", "2.weight", "2.bias"], reports[0].Tensors.Select(tensor => tensor.Name));
        Assert.All(reports, report => Assert.Null(report.Output));
    }

    [Theory]
    [InlineData(false, 10_702)]
    [InlineData(true, 10_802)]
    public void Of_NetworkOfAFlowMap_HasAnInputForTheStep(bool jumps, long parameters)
    {
        var trial = new TrialSpec { Method = jumps ? new MeanFlowSpec() : new FlowMatchingSpec() };
        var report = NetworkReports.Of(trial, SampleShape.Points(2), Prior, evaluate: true, VelocityConditions.Of(trial))[0];
        Assert.Equal(parameters, report.Parameters);
        Assert.Equal([2L, 2L], report.Output!.Shape);
    }

    [Fact]
    public void Of_TwoGaussianNetworks_EvaluateByTheRule()
    {
        var report = NetworkReports.Of(new TrialSpec(), SampleShape.Points(2), Prior, evaluate: true)[0];
        Assert.Equal([0.25, 0.75], report.Times);
        Assert.Equal([2L, 2L], report.Output!.Shape);
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(Expected()[i], report.Output.Values[i], 1e-5));
    }

    [Fact]
    public void Of_PublishedPair_DescribesBoth()
    {
        var reports = NetworkReports.Of(UNetConfigurations.Published.Find("mnist"), evaluate: false);
        Assert.Equal([("velocity", 2_155_201L), ("encoder", 2_155_778L)], reports.Select(report => (report.Name, report.Parameters)));
        Assert.All(reports, report => Assert.Equal(262, report.Tensors.Count));
    }

    [Fact]
    public void Of_UNetWithAnMlpAsEncoder_DescribesEach()
    {
        var velocity = new SongUNetSpec { Channels = 4, Multipliers = [1, 2], Blocks = 1, Attention = [] };
        var trial = new TrialSpec() { Network = velocity, Encoder = NetworkOverrides.Of(("kind", "mlp"), ("hidden", 3), ("layers", 1)) };
        var reports = NetworkReports.Of(trial, new SampleShape(1, 4, 4), DiagonalNormal.Standard(16), evaluate: true);
        Assert.Equal("map_layer0.weight", reports[0].Tensors[0].Name);
        Assert.Equal([2L, 1L, 4L, 4L], reports[0].Output!.Shape);
        Assert.Equal([3L, 17L], reports[1].Tensors[0].Sizes);
        Assert.Equal([2L, 32L], reports[1].Output!.Shape);
    }

    /// <summary>The same network, written out.</summary>
    private static double[] Expected()
    {
        var points = FillRule.Noise(4, 987_654);
        double[][] rows = [[points[0], points[1], 0.25], [points[2], points[3], 0.75]];
        int[] widths = [3, 100, 100, 2];
        for (var layer = 0; layer < 3; layer++)
        {
            int inputs = widths[layer], outputs = widths[layer + 1];
            var weight = FillRule.Noise(inputs * outputs, (uint)(2 * layer));
            var bias = FillRule.Noise(outputs, (uint)(2 * layer) + 1);
            var scale = Math.Sqrt(6.0 / inputs);
            var last = layer == 2;
            rows = [.. rows.Select(row => Enumerable.Range(0, outputs)
                .Select(o => 0.1 * bias[o] + scale * Enumerable.Range(0, inputs).Sum(i => weight[o * inputs + i] * row[i]))
                .Select(value => last ? value : Math.Tanh(value)).ToArray())];
        }

        return [.. rows.SelectMany(row => row)];
    }
}
