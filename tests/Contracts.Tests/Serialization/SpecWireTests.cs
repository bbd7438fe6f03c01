using System.Text.Json;
using FastOde.Contracts.Tests.TestSupport;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Networks;
using FastOde.Specs.Optimizers;

namespace FastOde.Contracts.Tests.Serialization;

public sealed class SpecWireTests
{
    [Fact]
    public void Spec_OverTheWire_ArrivesWhole()
    {
        var spec = new ExperimentSpec()
        {
            Name = "study",
            Seeds = [3, 1],
            Trial = new TrialSpec
            {
                Coupling = new LearnedCouplingSpec { Beta = 5 },
                Evaluation = new EvaluationSpec { Solvers = [new SolverSpec { Name = "heun", Numbers = [9, 21] }], Metrics = ["curvature"] },
            },
            Search = new SearchSpec
            {
                Trials = 20,
                Space =
                [
                    new SearchDimension { Key = "coupling.beta", Min = 1, Max = 10, Log = true, When = new Dictionary<string, ParameterValue> { ["coupling.kind"] = ParameterValue.Of("learned") } },
                    new SearchDimension { Key = "coupling.kind", Values = [ParameterValue.Of("learned"), ParameterValue.Of("independent")] },
                ],
            },
            Objective = new ObjectiveSpec { Metric = "curvature", Maximize = true },
            Limits = new LimitsSpec { ConcurrentTrials = 4, Priority = -1 },
            Retention = new RetentionSpec { Checkpoints = 1, Best = 2, Samples = "last", Points = 100 },
            Source = "name: study",
        };

        // Collections make records differ by reference, so the comparison is of everything they say.
        Assert.Equal(JsonSerializer.Serialize(spec), JsonSerializer.Serialize(WireFormat.RoundTrip(spec)));
    }

    [Fact]
    public void Limits_OverTheWire_StayAsTheyAre()
    {
        var limits = new LimitsSpec { ConcurrentTrials = 3, Retries = 0, Priority = -7 };

        Assert.Equal(limits, WireFormat.RoundTrip(limits));
    }

    [Fact]
    public void Assignment_OverTheWire_KeepsItsOrder()
    {
        var parameters = new Dictionary<string, ParameterValue>()
        {
            ["path"] = ParameterValue.Of("linear"),
            ["b"] = ParameterValue.Of(2),
            ["a"] = ParameterValue.Of(false),
        };

        Assert.Equal(parameters.ToArray(), [.. WireFormat.RoundTrip<IReadOnlyDictionary<string, ParameterValue>>(parameters)]);
    }

    [Fact]
    public void Defaults_AreThoseOfTheDocumentedExample()
    {
        var trial = new TrialSpec();

        Assert.Equal(("two-gaussians", "linear", 512, 10_000), (trial.Data.Name, trial.Path, trial.BatchSize, trial.Iterations));
        Assert.Equal((new IndependentCouplingSpec(), new MlpSpec { Hidden = 100, Layers = 2 }), (trial.Coupling, trial.Network));
        Assert.Equal(new AdamSpec { LearningRate = 1e-3, Warmup = 0, EmaDecay = 0 }, trial.Optimizer);
        Assert.Equal((5000, 2048), (trial.Evaluation.Every, trial.Evaluation.Samples));
    }
}
