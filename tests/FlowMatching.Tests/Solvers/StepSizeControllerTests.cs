using CsCheck;
using FastOde.FlowMatching.Solvers;

namespace FastOde.FlowMatching.Tests.Solvers;

public sealed class StepSizeControllerTests
{
    private readonly StepSizeController controller = new(4);

    [Fact]
    public void Growth_AfterAnyAcceptedStep_StaysWithinItsBounds() =>
        Gen.Select(Gen.Double[0, 0.999999], Gen.Bool).Sample((error, afterRejection) =>
        {
            var factor = controller.Growth(error, afterRejection);
            return factor >= 0.89 && factor <= (afterRejection ? 1 : 10);
        });

    [Fact]
    public void Shrinkage_AfterAnyRejection_AlwaysShrinksButNeverBelowAFifth() =>
        Gen.OneOf(Gen.Double[1, 1e12], Gen.Const(double.NaN), Gen.Const(double.PositiveInfinity)).Sample(error =>
            controller.Shrinkage(error) is >= 0.2 and <= 0.9);

    [Fact]
    public void Growth_OfAFifthOrderStep_FollowsTheFifthRoot() =>
        Assert.Equal(0.9 * 2, controller.Growth(1.0 / 32, afterRejection: false), 1e-12);

    [Fact]
    public void FirstStep_WhateverTheStart_IsPositiveAndWithinTheInterval() =>
        Gen.Select(Gen.Double[0, 1e9], Gen.Double[0, 1e9], Gen.Double[0, 1e9], Gen.Double[1e-3, 10]).Sample((size, speed, bend, interval) =>
        {
            var probe = StepSizeController.Probe(size, speed, interval);
            var step = controller.FirstStep(probe, speed, bend, interval);
            return probe > 0 && probe <= interval && step > 0 && step <= interval;
        });
}
