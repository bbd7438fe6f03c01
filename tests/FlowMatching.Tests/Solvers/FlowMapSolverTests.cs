using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Solvers;
using FastOde.FlowMatching.Tests.Methods.FlowMaps;
using FastOde.FlowMatching.Tests.TestSupport;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Solvers;

/// <summary>Jumps along a flow map.</summary>
public sealed class FlowMapSolverTests
{
    private static readonly GaussianFlow Flow = new(P: 4, Q: 0.25);

    [Theory]
    [InlineData("flow-map-1", 1)]
    [InlineData("flow-map-4", 4)]
    [InlineData("flow-map/power3-7", 7)]
    [InlineData("flow-map/curvature-5", 5)]
    public void Trace_ExactMap_EndsWhereTheFlowEndsAndCountsItsJumps(string setting, int evaluations)
    {
        using var scope = torch.NewDisposeScope();
        var start = torch.tensor([2.0, -1.0], dtype: torch.float64).unsqueeze(1);
        var trajectory = ((FixedStepIntegrator)SolverSetting.Parse(setting).CreateIntegrator()).Trace(new Exact(), start, 1, 0, TestContext.Current.CancellationToken);
        TensorAssert.Close(start / 4, trajectory.States[-1], 1e-12);
        Assert.Equal((evaluations, evaluations), (trajectory.Nfe, trajectory.StepCount));
    }

    [Fact]
    public void Integrate_DiagonalOfAMap_IsAVelocityForOtherSolvers()
    {
        using var scope = torch.NewDisposeScope();
        var end = SolverSetting.Parse("rk4-200").CreateIntegrator()
            .Integrate(new Exact(), torch.ones(1, 1, dtype: torch.float64), 1, 0, TestContext.Current.CancellationToken).End;
        Assert.Equal(0.25, end.item<double>(), 1e-6);
    }

    [Fact]
    public void Integrate_VelocityWithoutAMap_IsRefused()
    {
        using var scope = torch.NewDisposeScope();
        var refused = Assert.Throws<SettingValueException>(() => SolverSetting.Parse("flow-map-1").CreateIntegrator()
            .Integrate(ExactFlows.Gaussian(1, 1), torch.ones(1, 1), 1, 0, TestContext.Current.CancellationToken));
        Assert.Contains("this trial learned none", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Integrate_MoreStepsThanTheMapKnows_IsRefused()
    {
        using var scope = torch.NewDisposeScope();
        var refused = Assert.Throws<SettingValueException>(() => SolverSetting.Parse("flow-map-9").CreateIntegrator()
            .Integrate(new Exact { MostSteps = 8 }, torch.ones(1, 1), 1, 0, TestContext.Current.CancellationToken));
        Assert.Contains("use flow-map-8 or fewer", refused.Message, StringComparison.Ordinal);
    }

    private sealed class Exact : IVelocityField, IFlowMap
    {
        public IFlowMap Map => this;

        public int? MostSteps { get; init; }

        public torch.Tensor Velocity(torch.Tensor points, torch.Tensor time) => Flow.Velocity(points, time);

        public torch.Tensor AverageVelocity(torch.Tensor points, torch.Tensor from, torch.Tensor to) => Flow.AverageVelocity(points, from, from - to);
    }
}
