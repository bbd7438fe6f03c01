using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Couplings;

/// <summary>Each noise takes the point that transport from the whole prior gives it.</summary>
public sealed class SemidiscreteCouplingTests
{
    private const int Points = 10;

    /// <summary>Deciles of N(0, 1), by which equal cells on a line end.</summary>
    private static readonly double[] Deciles = [-1.281552, -0.841621, -0.524401, -0.253347, 0, 0.253347, 0.524401, 0.841621, 1.281552];

    [Fact]
    public void Choose_PointsOnALine_TakesQuantileIntervalsEquallyOften()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(1, torch.CPU);
        var places = Enumerable.Range(0, Points).Select(i => (float)(0.7 * i - 2)).ToArray();
        using var coupling = new SemidiscreteCoupling(
            new SemidiscreteCouplingSpec { AscentSteps = 2000 },
            new CouplingProblem(SampleShape.Points(1), DiagonalNormal.Standard(1), ComputeDevice.Cpu) { Samples = new Table(torch.tensor(places).unsqueeze(1)) });
        var counts = new int[Points];
        var picked = new int[1000];
        for (var batch = 0; batch < 100; batch++)
        {
            coupling.Choose(picked, generator);
            foreach (var point in picked)
                counts[point]++;
            var noise = coupling.DrawBatch(torch.empty(0), generator).data<float>().ToArray();
            // On a line, the further right the noise, the further right the point.
            Assert.Equal(picked.Order(), noise.Zip(picked).OrderBy(pair => pair.First).Select(pair => pair.Second));
        }

        Assert.All(counts, count => Assert.InRange(count, 0.95 * 100_000 / Points, 1.05 * 100_000 / Points));
        var duals = coupling.Duals!.data<float>().ToArray();
        for (var i = 0; i + 1 < Points; i++)
        {
            var end = (places[i + 1] + places[i]) / 2 - (duals[i + 1] - duals[i]) / (places[i + 1] - places[i]);
            Assert.Equal(Deciles[i], end, 0.03);
        }
    }

    [Theory]
    [InlineData(50)]
    [InlineData(2000)]
    public void Choose_AnyNumberOfPoints_TakesAllAboutEquallyOften(int points)
    {
        const int draws = 200;
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(2, torch.CPU);
        using var coupling = new SemidiscreteCoupling(
            new SemidiscreteCouplingSpec(),
            new CouplingProblem(SampleShape.Points(2), DiagonalNormal.Standard(2), ComputeDevice.Cpu) { Samples = new Table((torch.rand(points, 2, generator: generator) - 0.5f) * 8) });
        var counts = new double[points];
        var picked = new int[512];
        for (var batch = 0; batch < draws * points / picked.Length; batch++)
        {
            coupling.Choose(picked, generator);
            foreach (var point in picked)
                counts[point]++;
        }

        Assert.InRange(counts.Average(count => Math.Abs(count / draws - 1)), 0, 0.3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Restore_Trial_GoesOnBitForBitOnItsFirstPointsAlone(int replicas)
    {
        var trial = new SeededTrial(new TrialSpec
        {
            Coupling = new SemidiscreteCouplingSpec { Points = 50, AscentSteps = 20 },
            Network = new MlpSpec { Hidden = 8 },
            BatchSize = 64,
            Replicas = replicas,
        });
        using var straight = new TrainingRun(trial);
        using var stopped = new TrainingRun(trial);
        using var resumed = new TrainingRun(trial);
        straight.Advance();
        straight.Advance();
        stopped.Advance();
        var checkpoint = stopped.Capture();
        Assert.Equal([50], checkpoint.Tensor("coupling.duals").Shape);
        resumed.Restore(checkpoint);
        resumed.Advance();
        Assert.Equal(straight.WeightsSha256(), resumed.WeightsSha256());

        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 3; i++)
            straight.Advance();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private sealed class Table(torch.Tensor points) : ISampleTable
    {
        public int Count => (int)points.shape[0];

        public void Fill(ReadOnlySpan<int> picked, torch.Tensor batch, torch.Generator draws) => batch.copy_(points[torch.tensor(picked.ToArray())]);
    }
}
