using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Losses;
using FastOde.Specs.Networks;
using FastOde.Specs.Times;

namespace FastOde.FlowMatching.Tests.Training;

/// <summary>What is logged of losses: the squared error beside the weighted loss, and by bins of time.</summary>
public sealed class LossReportTests
{
    private static readonly TrialSpec Small = new() { Network = new MlpSpec { Hidden = 8 }, BatchSize = 64 };

    [Fact]
    public void Report_WeightedLoss_StandsBesideTheSquaredError()
    {
        var squared = Report(Small);
        var huber = Report(Small with { Loss = new PseudoHuberLossSpec() });

        Assert.Equal(squared["velocityLoss"], squared["loss"], 1e-9);
        Assert.Equal(squared["velocityLoss"], huber["velocityLoss"], 1e-4 * squared["velocityLoss"]);
        Assert.InRange(huber["loss"], 0.1, 0.7 * huber["velocityLoss"]);
    }

    [Fact]
    public void ReportByTime_UniformTimes_AveragesToTheVelocityLoss()
    {
        using var run = new TrainingRun(new(Small with { BatchSize = 2000 }));
        run.Advance();
        var loss = run.Meter.Report(1).Single(metric => metric.Name == "velocityLoss").Value;
        var bins = run.Meter.ReportByTime(1);

        Assert.Equal(Enumerable.Range(0, 10).Select(TrainingMetrics.VelocityLossIn), bins.Select(bin => bin.Name));
        Assert.Equal("velocityLoss[t0.9-1.0]", bins[^1].Name);
        Assert.Equal(loss, bins.Average(bin => bin.Value), 0.1 * loss);
        Assert.Empty(run.Meter.ReportByTime(1));
    }

    [Fact]
    public void ReportByTime_LawWithoutEarlyTimes_LeavesBinsOut()
    {
        using var run = new TrainingRun(new(Small with { Time = new LogitNormalTimeSpec { Mean = 5, Deviation = 0.1 } }));
        run.Advance();
        Assert.Equal(["velocityLoss[t0.9-1.0]"], run.Meter.ReportByTime(1).Select(bin => bin.Name));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(1, 2)]
    public void Restore_InTheMiddleOfAReport_GivesTheSameBins(int replicas, int accumulation)
    {
        var trial = new SeededTrial(Small with { Replicas = replicas, Accumulation = accumulation });
        using var straight = new TrainingRun(trial);
        using var stopped = new TrainingRun(trial);
        using var resumed = new TrainingRun(trial);
        straight.Advance();
        straight.Advance();
        stopped.Advance();
        resumed.Restore(stopped.Capture());
        resumed.Advance();
        Assert.Equal(straight.Meter.ReportByTime(2), resumed.Meter.ReportByTime(2));
    }

    [Fact]
    public void Restore_CheckpointWithoutBins_BeginsThemAnew()
    {
        using var run = new TrainingRun(new(Small));
        run.Advance();
        var earlier = run.Capture();
        run.Restore(earlier with { Tensors = [.. earlier.Tensors.Where(tensor => tensor.Name != "log.bins")] });
        Assert.Empty(run.Meter.ReportByTime(1));
    }

    private static Dictionary<string, double> Report(TrialSpec trial)
    {
        using var run = new TrainingRun(new(trial));
        run.Advance();
        return run.Meter.Report(1).ToDictionary(metric => metric.Name, metric => metric.Value);
    }
}
