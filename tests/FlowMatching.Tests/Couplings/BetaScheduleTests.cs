using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Networks;

namespace FastOde.FlowMatching.Tests.Couplings;

/// <summary>β is a function of the step.</summary>
public sealed class BetaScheduleTests
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
        Assert.Equal(expected, BetaSchedule.At(new() { BetaStart = 1, Beta = 100, BetaSteps = 11, BetaScale = scale }, step), 1e-9);

    [Fact]
    public void At_BetaThatStays_IsBeta() => Assert.All([1, 2, 500], step => Assert.Equal(3, BetaSchedule.At(new() { Beta = 3 }, step)));

    [Fact]
    public void Advance_WithARamp_WeighsTheKlOfEachStepByItsOwnBeta()
    {
        var coupling = new LearnedCouplingSpec { Beta = 20, BetaStart = 0, BetaSteps = 5 };
        using var run = new TrainingRun(new(new TrialSpec { BatchSize = 32, Network = new MlpSpec { Hidden = 8 }, Coupling = coupling }));
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
