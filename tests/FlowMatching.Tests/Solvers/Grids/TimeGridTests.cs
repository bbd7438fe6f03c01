using CsCheck;
using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Solvers;
using FastOde.FlowMatching.Solvers.Grids;
using FastOde.FlowMatching.Tests.TestSupport;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Solvers.Grids;

public sealed class TimeGridTests
{
    private static readonly Gen<TimeGrid> Any = Gen.OneOf(
        Gen.Const<TimeGrid>(new UniformGrid()),
        Gen.Const<TimeGrid>(new CurvatureGrid()),
        Gen.Const<TimeGrid>(new RootCurvatureGrid()),
        Gen.Double[0.2, 12].Select(exponent => (TimeGrid)new PowerGrid(exponent)));

    private static readonly Gen<BendingProfile> AnyBending =
        Gen.Double[0, 10].Array[1, 30].Select(rates => new BendingProfile(1, 0, rates));

    [Fact]
    public void Times_OfAnyGrid_FallStrictlyFromStartToEnd() =>
        Gen.Select(Any, AnyBending, Gen.Int[1, 40]).Sample((grid, bending, steps) =>
        {
            var times = grid.Times(steps, 1, 0, new SamplingProcess { Bending = bending });
            return times.Count == steps + 1 && times[0] == 1 && times[steps] == 0
                && times.Zip(times.Skip(1)).All(step => step.First > step.Second);
        });

    [Fact]
    public void Times_FromDataToNoise_AreThoseOfGenerationBackwards() =>
        Gen.Select(Any, AnyBending, Gen.Int[1, 40]).Sample((grid, bending, steps) =>
            grid.Times(steps, 0, 1, new SamplingProcess { Bending = bending }).Reverse().Zip(grid.Times(steps, 1, 0, new SamplingProcess { Bending = bending }))
                .All(pair => Math.Abs(pair.First - pair.Second) < 1e-9));

    [Fact]
    public void Times_OfAUniformGrid_AreEquallyFarApart() =>
        Assert.Equal([1, 0.75, 0.5, 0.25, 0], new UniformGrid().Times(4, 1, 0));

    [Theory]
    [InlineData(1, new[] { 1, 0.75, 0.5, 0.25, 0 })]
    [InlineData(2, new[] { 1, 0.5625, 0.25, 0.0625, 0 })]
    [InlineData(0.5, new[] { 1, 0.8660254, 0.70710678, 0.5, 0 })]
    public void Times_OfAPowerGrid_AreEquallyFarApartInTheirRoots(double exponent, double[] expected) =>
        Assert.All(expected.Zip(new PowerGrid(exponent).Times(4, 1, 0)), pair => Assert.Equal(pair.First, pair.Second, 1e-8));

    [Fact]
    public void Times_OfAPowerGridThatStopsShort_InterpolateBetweenTheRootsOfItsEnds()
    {
        var times = new PowerGrid(7).Times(3, 1, 1e-5);

        var end = Math.Pow(1e-5, 1.0 / 7);
        Assert.Equal(Math.Pow(1 + (end - 1) / 3, 7), times[1], 1e-12);
        Assert.Equal(Math.Pow(1 + (end - 1) * 2 / 3, 7), times[2], 1e-12);
    }

    [Fact]
    public void Times_OfACurvatureGridWithoutAProfile_AreRefused() =>
        Assert.Throws<ArgumentNullException>(() => new CurvatureGrid().Times(4, 1, 0));

    [Theory]
    [InlineData("euler/uniform", "euler")]
    [InlineData("euler/power7", "euler/power7")]
    [InlineData("rk4/power2.5", "rk4/power2.5")]
    [InlineData("heun/curvature", "heun/curvature")]
    [InlineData("heun/rootcurvature", "heun/rootcurvature")]
    [InlineData("dopri5", "dopri5")]
    public void Parse_OfASolverWithItsGrid_HasOneName(string written, string name)
    {
        var choice = SolverChoice.Parse(written);

        Assert.Equal(name, choice.Name);
        Assert.Equal(choice, SolverChoice.Parse(choice.Name));
    }

    [Theory]
    [InlineData("euler/curvatur", "did you mean 'curvature'")]
    [InlineData("euler/", "There is no time grid ''")]
    [InlineData("euler/power", "needs an exponent from 0.1 to 100")]
    [InlineData("euler/power0", "needs an exponent from 0.1 to 100")]
    [InlineData("euler/power-1", "needs an exponent from 0.1 to 100")]
    [InlineData("euler/power7/curvature", "needs an exponent")]
    [InlineData("eular/curvature", "did you mean 'euler'")]
    [InlineData("dopri5/curvature", "write dopri5, not dopri5/curvature")]
    public void Parse_OfWhatIsNoSolverWithAGrid_SaysWhatWouldBe(string written, string explanation)
    {
        var exception = Assert.ThrowsAny<InvalidSettingException>(() => SolverChoice.Parse(written));

        Assert.Contains(explanation, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trace_OnAGrid_StepsThereAndCountsTheSameEvaluations()
    {
        using var scope = torch.NewDisposeScope();
        var integrator = (FixedStepIntegrator)SolverSetting.Parse("heun/power2-7").CreateIntegrator();

        var trajectory = integrator.Trace(ExactFlows.Gaussian(1, 1), torch.ones(2, 1), 1, 0, TestContext.Current.CancellationToken);

        Assert.Equal([1, 0.5625, 0.25, 0.0625, 0], trajectory.Times);
        Assert.Equal(7, trajectory.Nfe);
    }
}
