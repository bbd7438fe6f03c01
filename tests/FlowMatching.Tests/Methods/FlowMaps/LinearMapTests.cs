using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Methods;
using FastOde.FlowMatching.Methods.FlowMaps;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.Layers;
using FastOde.FlowMatching.Optimizers;
using FastOde.FlowMatching.Paths;
using FastOde.FlowMatching.Solvers;
using FastOde.Specs.Methods;
using FastOde.Specs.Optimizers;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Methods.FlowMaps;

/// <summary>
/// A map that is linear in two numbers, u = x·(a·(t + r) + b)/(σ(t)(σ(t) + σ(r))), of which the exact flow between N(0, q)
/// and N(0, p) has a = p + q and b = -2q: every method has to find them.
/// </summary>
public sealed class LinearMapTests
{
    private const int Batch = 4096;
    private static readonly GaussianFlow Flow = new(P: 2, Q: 0.5);

    public static TheoryData<MethodSpec> Methods =>
    [
        new MeanFlowSpec { Distinct = 0.5 }, new MeanFlowSpec { Distinct = 0.5, Tangent = TangentKind.Predicted }, new ImprovedMeanFlowSpec { Distinct = 0.5 },
        new ShortcutSpec { BaseSteps = 1024, Bootstrap = 0.5 }, new SelfDistillationSpec { Distinct = 0.5 },
        new SelfDistillationSpec { Distinct = 0.5, Objective = MapObjective.Lagrangian },
        new SelfDistillationSpec { Distinct = 0.5, Teacher = "1-1" }, new SelfDistillationSpec { Distinct = 1, Objective = MapObjective.Lagrangian, Teacher = "1-1" },
    ];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Train_TwoNumbers_FindsTheExactMap(MethodSpec spec)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(3, torch.CPU);
        using var network = new TwoNumbers(generator);
        using var arena = new ParameterArena([("velocity", network.Shapes)], withAverage: false);
        var method = Kinds.Create<Method>(spec, new MethodSetting(new LinearPath()));
        // A teacher's velocity has no variance that a batch would have to average.
        var (teacher, batch) = spec is SelfDistillationSpec { Teacher: not null } ? (new FormulaField(Flow.Velocity), 64) : (null, Batch);
        using var loss = method.CreateLoss(new MethodProblem(network, arena.Blocks[0], batch, 1) { Teacher = teacher });
        const int steps = 400;
        for (var step = 1; step <= steps; step++)
        {
            using var inner = torch.NewDisposeScope();
            var conditions = torch.empty(batch, 2);
            method.DrawConditions(conditions, generator);
            loss.Measure(conditions, torch.randn(batch, 1, generator: generator) * Math.Sqrt(Flow.Q), torch.randn(batch, 1, generator: generator) * Math.Sqrt(Flow.P));
            loss.Backward(noiseGradient: null);
            // A rate that falls to nothing averages over the draws.
            new AdamOptimizer(new AdamSpec { LearningRate = 0.1 * (1 - (step - 1.0) / steps) }, arena).Step(step);
        }

        Assert.Equal(Flow.P + Flow.Q, arena.Values[0].item<float>(), 0.02 * (Flow.P + Flow.Q));
        Assert.Equal(-2 * Flow.Q, arena.Values[1].item<float>(), 0.02 * 2 * Flow.Q);
    }

    /// <summary>With the base steps M, the fixed point of a shortcut model is Euler's map of M steps.</summary>
    [Theory]
    [InlineData(2, 0.5)]
    [InlineData(4, 0.72)]
    [InlineData(8, 0.850822)]
    [InlineData(16, 0.922704)]
    [InlineData(32, 0.960614)]
    [InlineData(64, 0.980114)]
    [InlineData(128, 0.990008)]
    public void Target_Shortcut_OfItsFixedPointIsItself(int baseSteps, double deviation)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(4, torch.CPU);
        var flow = new GaussianFlow();
        torch.Tensor Formula(torch.Tensor x, torch.Tensor t, torch.Tensor d)
        {
            var halves = d > 1.5 / baseSteps;
            if (!halves.any().item<bool>())
                return flow.Velocity(x, t);
            var first = Formula(x, t, d / 2);
            var both = (first + Formula(x - d / 2 * first, t - d / 2, d / 2)) / 2;
            return torch.where(halves, both, flow.Velocity(x, t));
        }

        using var network = new FormulaNetwork(Formula, 1);
        using var arena = new ParameterArena([("velocity", network.Shapes)], withAverage: false);
        var method = (FlowMapMethod)Kinds.Create<Method>(new ShortcutSpec { BaseSteps = baseSteps, Bootstrap = 1 }, new MethodSetting(new LinearPath()));
        using var loss = method.CreateLoss(new MethodProblem(network, arena.Blocks[0], 64, 1));
        var conditions = torch.empty(64, 2, dtype: torch.float64);
        method.DrawConditions(conditions, generator);
        torch.Tensor Normal() => torch.randn(64, 1, dtype: torch.float64, generator: generator);
        Assert.Equal(0, loss.Measure(conditions, Normal(), Normal()), 1e-20);

        var field = method.VelocityField(new NetworkVelocityField(network, arena.Blocks[0], averaged: false));
        var jump = new FixedStepIntegrator(SolverCatalog.Solvers.Find("flow-map"), 1)
            .Integrate(field, torch.ones(1, 1, dtype: torch.float64), 1, 0, TestContext.Current.CancellationToken);
        Assert.Equal(deviation, jump.End.item<double>(), 1e-6);
        Assert.Equal(1, jump.Nfe);
    }

    private sealed class TwoNumbers(torch.Generator generator) : TensorNetwork(generator)
    {
        public override IReadOnlyList<ParameterShape> Shapes { get; } = [new("0.weight", [2], 1)];

        public override int OutputDimension => 1;

        protected override torch.Tensor Compute(
            IReadOnlyList<torch.Tensor> parameters, torch.Tensor points, torch.Tensor conditions, torch.Generator? generator, RecomputationTape? segments)
        {
            var (time, step) = (conditions.narrow(1, 0, 1), conditions.narrow(1, 1, 1));
            var to = time - step;
            return points * (parameters[0][0] * (time + to) + parameters[0][1]) / (Flow.Deviation(time) * (Flow.Deviation(time) + Flow.Deviation(to)));
        }
    }
}
