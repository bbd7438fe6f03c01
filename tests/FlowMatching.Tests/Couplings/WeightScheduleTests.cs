using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Training;
using FastOde.Specs.Couplings;

namespace FastOde.FlowMatching.Tests.Couplings;

/// <summary>A weight is a function of the step.</summary>
public sealed class WeightScheduleTests
{
    [Theory]
    [InlineData(RampScale.Linear, 1, 1)]
    [InlineData(RampScale.Linear, 6, 50.5)]
    [InlineData(RampScale.Linear, 11, 100)]
    [InlineData(RampScale.Linear, 1000, 100)]
    [InlineData(RampScale.Log, 1, 1)]
    [InlineData(RampScale.Log, 6, 10)]
    [InlineData(RampScale.Log, 11, 100)]
    public void At_Step_IsOnTheRamp(RampScale scale, int step, double expected) =>
        Assert.Equal(expected, new WeightSchedule { Start = 1, End = 100, Steps = 11, Scale = scale }.At(step), 1e-9);

    [Fact]
    public void Constant_AnyStep_IsTheWeight() => Assert.All([1, 2, 500], step => Assert.Equal(3, WeightSchedule.Constant(3).At(step)));

    [Fact]
    public void Advance_WithARamp_WeighsTheKlOfEachStepByItsOwnBeta()
    {
        var coupling = new CouplingOptions { Kind = CouplingKind.Learned, Beta = 20, BetaStart = 0, BetaSteps = 5 };
        using var run = new TrainingRun(new TrainingOptions { BatchSize = 32, Network = new NetworkOptions { Hidden = 8 }, Coupling = coupling });
        var kl = new double[7];
        for (var step = 0; step < kl.Length; step++)
        {
            var loss = run.Advance();
            kl[step] = run.Meter.Sums[3] - kl[..step].Sum();
            Assert.Equal(Math.Min(20, 5.0 * step) * kl[step], loss.WeightedPenalty, 1e-6 * (1 + loss.WeightedPenalty));
        }

        Assert.All(kl, value => Assert.InRange(value, 1e-6, double.MaxValue));
    }
}
