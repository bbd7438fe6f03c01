using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Methods;
using FastOde.FlowMatching.Methods.FlowMaps;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Paths;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.Specs.Losses;
using FastOde.Specs.Methods;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Methods.FlowMaps;

/// <summary>The exact map in the network's place: what each loss is then, and what it teaches an encoder.</summary>
public sealed class FlowMapLossTests : IDisposable
{
    private const int Samples = 1_000_000;
    private const double Floor = Math.PI / 2;

    private readonly IDisposable scope = torch.NewDisposeScope();
    private readonly torch.Generator generator = new(7, torch.CPU);

    public void Dispose()
    {
        generator.Dispose();
        scope.Dispose();
    }

    /// <summary>Methods and what their loss is with the exact map of p = q = 1.</summary>
    public static TheoryData<MethodSpec, double> Losses => new()
    {
        { new ImprovedMeanFlowSpec { Distinct = 0 }, Floor },
        { new ImprovedMeanFlowSpec(), Floor },
        { new ImprovedMeanFlowSpec { Distinct = 1 }, Floor },
        { new MeanFlowSpec { Distinct = 0 }, Floor },
        { new MeanFlowSpec(), 1.606563 },
        { new MeanFlowSpec { Distinct = 0.75 }, 1.678097 },
        { new MeanFlowSpec { Distinct = 1 }, 1.713864 },
        { new MeanFlowSpec { Distinct = 1, Tangent = TangentKind.Predicted }, Floor },
        { new SelfDistillationSpec(), 0.75 * Floor },
        { new SelfDistillationSpec { Objective = MapObjective.Lagrangian }, 0.75 * Floor },
        { new SelfDistillationSpec { Distinct = 1 }, 0 },
        { new SelfDistillationSpec { Distinct = 1, Objective = MapObjective.Lagrangian }, 0 },
    };

    [Theory]
    [MemberData(nameof(Losses))]
    public void Measure_ExactMap_IsTheClosedForm(MethodSpec spec, double expected)
    {
        var flow = new GaussianFlow();
        using var loss = Loss(spec, flow.AverageVelocity, Samples);
        var conditions = torch.empty(Samples, 2, dtype: torch.float64);
        Method(spec).DrawConditions(conditions, generator);

        Assert.Equal(expected, loss.Measure(conditions, Normal(Samples, flow.Q), Normal(Samples, flow.P)), 0.006);
    }

    [Theory]
    [InlineData(MapObjective.Progressive, 1e-20)]
    [InlineData(MapObjective.Lagrangian, 1e-7)]
    public void Measure_ExactMap_LeavesNothingOffTheDiagonal(MapObjective objective, double most)
    {
        var spec = new SelfDistillationSpec { Objective = objective };
        using var loss = Loss(spec, new GaussianFlow(P: 2.3, Q: 0.7).AverageVelocity, 4096);
        var conditions = torch.empty(4096, 2, dtype: torch.float64);
        Method(spec).DrawConditions(conditions, generator);

        loss.Measure(conditions, Normal(4096, 0.7), Normal(4096, 2.3));

        Assert.InRange(loss.Losses[1], 0, most);
        Assert.InRange(loss.Losses[0], 1, 3);
    }

    [Theory]
    [InlineData(MapObjective.Progressive, 1e-20)]
    [InlineData(MapObjective.Lagrangian, 1e-7)]
    public void Measure_ExactMapOfAnExactTeacher_LeavesNothing(MapObjective objective, double most)
    {
        var flow = new GaussianFlow(P: 2.3, Q: 0.7);
        var spec = new SelfDistillationSpec { Objective = objective, Teacher = "1-1" };
        using var loss = Method(spec).CreateLoss(Problem(flow.AverageVelocity, 4096) with { Teacher = new FormulaField(flow.Velocity) });
        var conditions = torch.empty(4096, 2, dtype: torch.float64);
        Method(spec).DrawConditions(conditions, generator);

        Assert.InRange(loss.Measure(conditions, Normal(4096, 0.7), Normal(4096, 2.3)), 0, most);
        Assert.InRange(loss.Losses[0], 0, 1e-20);
    }

    [Fact]
    public void Measure_MeanFlowFromAnyTimeToData_IsTheClosedForm()
    {
        var spec = new MeanFlowSpec { Distinct = 1 };
        using var loss = Loss(spec, new GaussianFlow().AverageVelocity, Samples);
        var time = torch.rand(Samples, 1, dtype: torch.float64, generator: generator);

        Assert.Equal(2.570796, loss.Measure(torch.cat([time, time], 1), Normal(Samples, 1), Normal(Samples, 1)), 0.012);
    }

    [Fact]
    public void AverageVelocity_ExactMap_HasTheMeanFlowRelation()
    {
        var flow = new GaussianFlow(P: 2.3, Q: 0.7);
        var (points, time) = (Normal(64, 1), torch.linspace(0.05, 1, 64, dtype: torch.float64).unsqueeze(1));
        var end = time * torch.rand(64, 1, dtype: torch.float64, generator: generator);
        var velocity = flow.Velocity(points, time);
        torch.Tensor At(double by) => flow.AverageVelocity(points + by * velocity, time + by, time + by - end);
        const double step = 1e-3;
        var derivative = (8 * (At(step) - At(-step)) - (At(2 * step) - At(-2 * step))) / (12 * step);

        TensorAssert.Close(velocity - (time - end) * derivative, flow.AverageVelocity(points, time, time - end), 1e-8);
        TensorAssert.Close(flow.Map(points, time, end), points - (time - end) * flow.AverageVelocity(points, time, time - end), 1e-12);
        TensorAssert.Close(points * Math.Sqrt(0.7 / 2.3), flow.Map(points, torch.ones_like(time), torch.zeros_like(time)), 1e-12);
    }

    public static TheoryData<MethodSpec, bool> Taught => new(
        from spec in new MethodSpec[]
        {
            new MeanFlowSpec { Distinct = 0.5 }, new MeanFlowSpec { Distinct = 0.5, Tangent = TangentKind.Predicted }, new ImprovedMeanFlowSpec { Distinct = 0.5 },
            new ShortcutSpec { BaseSteps = 8, Bootstrap = 0.5 }, new SelfDistillationSpec { Distinct = 0.5 },
            new SelfDistillationSpec { Distinct = 0.5, Objective = MapObjective.Lagrangian }, new SelfDistillationSpec { Distinct = 0.5, Teacher = "1-1" },
            new SelfDistillationSpec { Distinct = 0.5, Objective = MapObjective.Lagrangian, Teacher = "1-1" },
        }
        from diagonal in new[] { false, true }
        select (spec, diagonal));

    /// <summary>The noise is moved; what stands in sg, which is everything of the target but v_c, is held. A teacher's velocity is too.</summary>
    [Theory]
    [MemberData(nameof(Taught))]
    public void Backward_NoiseGradient_IsTheFiniteDifference(MethodSpec spec, bool diagonal)
    {
        const int count = 8;
        static torch.Tensor Formula(torch.Tensor x, torch.Tensor t, torch.Tensor d) => (x * (0.5 + 0.4 * t - 0.3 * d)).sin() + 0.2 * x * d;
        var teacher = spec is SelfDistillationSpec { Teacher: not null } ? new FormulaField((x, t) => (x * (1 + t)).cos()) : null;
        using var loss = Method(spec, diagonal).CreateLoss(Problem(Formula, count) with { Teacher = teacher });
        var conditions = torch.empty(count, 2, dtype: torch.float64);
        var method = (FlowMapMethod)Method(spec);
        method.DrawConditions(conditions, generator);
        var (data, noise) = (Normal(count, 1), Normal(count, 1));
        var (time, length) = (conditions[.., ..1], conditions[.., 1..]);
        loss.Measure(conditions, data, noise);
        var found = torch.empty_like(noise);
        loss.Backward(found);

        var off = length > 1.5 * method.Diagonal;
        Assert.InRange(off.sum().item<long>(), 3, 5);
        var matched = teacher?.Velocity(data + time * (noise - data), time);
        var frozen = method.Target(new MapRows(Problem(Formula, count) with { Teacher = teacher }, data + time * (noise - data), time, length, noise - data));
        torch.Tensor Value(torch.Tensor moved)
        {
            var points = data + time * (moved - data);
            var held = frozen.HasVelocity ? frozen.Target + (moved - noise) : frozen.Target;
            var jump = Formula(points, time, length) - held;
            if (frozen.ComparesEnds)
                jump = ((length + 0.01) * Formula(points, time, length + 0.01) - (length - 0.01) * Formula(points, time, length - 0.01)) / 0.02 - held;
            if (frozen.Weight is { } weight)
                jump = jump * weight;
            var on = Formula(points, time, length) - (matched ?? moved - data);
            return torch.where(off, diagonal ? torch.zeros_like(jump) : jump, on).square().mean() * (diagonal ? count / (count - off.sum().item<long>()) : 1);
        }

        const double step = 1e-6;
        for (var i = 0; i < count; i++)
        {
            var unit = torch.zeros_like(noise);
            unit[i, 1] = 1;
            var expected = (Value(noise + step * unit) - Value(noise - step * unit)).item<double>() / (2 * step);
            Assert.Equal(expected, found[i, 1].item<double>(), 1e-8);
        }
    }

    [Fact]
    public void DrawConditions_MeanFlow_HasTheShareInEveryPartAndOrderedTimes()
    {
        var conditions = torch.empty(512, 2);
        Method(new MeanFlowSpec()).DrawConditions(conditions, generator);
        var off = conditions[.., 1] > 0;
        Assert.All(off.chunk(8), part => Assert.Equal(16, part.sum().item<long>()));
        Assert.True((conditions[.., 1] <= conditions[.., 0]).all().item<bool>());
        Assert.Equal(0.5, conditions[.., 0].masked_select(off.logical_not()).mean().item<float>(), 0.05);
        Assert.Equal(2.0 / 3, conditions[.., 0].masked_select(off).mean().item<float>(), 0.07);
    }

    [Fact]
    public void DrawConditions_Shortcut_TakesStepsOfThePowersOnTheirGrids()
    {
        var conditions = torch.empty(8000, 2);
        Method(new ShortcutSpec { BaseSteps = 16, Bootstrap = 0.5 }).DrawConditions(conditions, generator);
        var groups = Enumerable.Range(0, 8000).Select(i => (Time: conditions[i, 0].item<float>(), Step: conditions[i, 1].item<float>())).ToLookup(row => row.Step);
        Assert.Equal([1f / 16, 1f / 8, 0.25f, 0.5f, 1], groups.Select(group => group.Key).Order());
        Assert.Equal(4000, groups[1f / 16].Count());
        foreach (var group in groups.Where(group => group.Key > 0.1f))
        {
            Assert.InRange(group.Count(), 900, 1100);
            Assert.Equal(Enumerable.Range(1, (int)(1 / group.Key)).Select(i => i * group.Key), group.Select(row => row.Time).Distinct().Order());
        }
    }

    private static Method Method(MethodSpec spec, bool diagonal = false) => Kinds.Create<Method>(
        spec, new MethodSetting(new LinearPath()) { Loss = new SquaredLossSpec(), EncoderFromDiagonal = diagonal });

    private static MethodLoss Loss(MethodSpec spec, Func<torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor> formula, int count, bool diagonal = false) =>
        Method(spec, diagonal).CreateLoss(Problem(formula, count));

    private static MethodProblem Problem(Func<torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor> formula, int count)
    {
        var network = new FormulaNetwork(formula, 2);
        return new MethodProblem(network, new ParameterArena([("velocity", network.Shapes)], withAverage: false).Blocks[0], count, 2);
    }

    private torch.Tensor Normal(int count, double variance) => torch.randn(count, 2, dtype: torch.float64, generator: generator) * Math.Sqrt(variance);
}
