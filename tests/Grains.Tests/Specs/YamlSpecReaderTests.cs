using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Networks;
using FastOde.Specs.Optimizers;
using FastOde.Specs.Pruners;

namespace FastOde.Grains.Tests.Specs;

public sealed class YamlSpecReaderTests
{
    private const string Full = """
        name: study
        seeds: [3, 4]
        trial:
          data: { name: checkerboard }
          path: cosine
          coupling: { kind: learned, beta: 2.5, penalties: [kl, { kind: sliced-wasserstein, weight: 50, directions: 32 }] }
          network: { kind: fourier-mlp, hidden: 64, layers: 3, frequencies: 8, scale: 0.5 }
          optimizer:
            kind: adamw
            learningRate: 1e-4
            warmup: 10
            emaDecay: .99
            emaRampUp: 0.1
            beta1: 0.8
            beta2: 0.95
            epsilon: 1e-7
            weightDecay: 0.01
            clipNorm: 1
          batchSize: 256
          iterations: 2000
          evaluation: { every: 100, samples: 512, solvers: { heun: [1, 9], dopri5: [1e-4] }, metrics: [curvature, path-energy] }
          log: { every: 10, curvatureEvery: 20 }
          checkpoint: { every: 30 }
        search:
          sampler: random
          trials: 7
          seed: 9
          pruner: none
          space:
            network.hidden: { min: 16, max: 64, scale: log }
            coupling.kind: { values: [independent, learned] }
            coupling.beta: { min: 0.1, max: 10, when: { coupling.kind: learned } }
        objective: { metric: path-energy@heun-9, direction: maximize }
        limits: { concurrentTrials: 2, retries: 0, priority: -3 }
        """;

    [Fact]
    public void Read_FullSpec_SetsEveryKeyOfTheTrial()
    {
        var trial = SpecAssert.Valid(Full).Trial;

        Assert.Equal("checkerboard", trial.Data.Name);
        Assert.Equal("cosine", trial.Path);
        var learned = Assert.IsType<LearnedCouplingSpec>(trial.Coupling);
        Assert.Equal(2.5, learned.Beta);
        Assert.Equal([new KlPenaltySpec(), new SlicedWassersteinPenaltySpec { Weight = 50, Directions = 32 }], learned.Penalties);
        Assert.Equal(new FourierMlpSpec { Hidden = 64, Layers = 3, Frequencies = 8, Scale = 0.5 }, trial.Network);
        Assert.Equal(
            new AdamWSpec
            {
                LearningRate = 1e-4,
                Warmup = 10,
                EmaDecay = 0.99,
                EmaRampUp = 0.1,
                Beta1 = 0.8,
                Beta2 = 0.95,
                Epsilon = 1e-7,
                WeightDecay = 0.01,
                ClipNorm = 1,
            },
            trial.Optimizer);
        Assert.Equal((256, 2000), (trial.BatchSize, trial.Iterations));
        Assert.Equal((100, 512), (trial.Evaluation.Every, trial.Evaluation.Samples));
        Assert.Equal(["heun", "dopri5"], trial.Evaluation.Solvers.Select(solver => solver.Name));
        Assert.Equal([[1, 9], [1e-4]], trial.Evaluation.Solvers.Select(solver => solver.Numbers));
        Assert.Equal(["curvature", "path-energy"], trial.Evaluation.Metrics);
        Assert.Equal(new LogSpec { Every = 10, CurvatureEvery = 20 }, trial.Log);
        Assert.Equal(new CheckpointSpec { Every = 30 }, trial.Checkpoint);
    }

    [Fact]
    public void Read_FullSpec_SetsEverythingAroundTheTrial()
    {
        var spec = SpecAssert.Valid(Full);

        Assert.Equal("study", spec.Name);
        Assert.Equal([3, 4], spec.Seeds);
        Assert.Equal(("random", 7, 9), (spec.Search.Sampler, spec.Search.Trials, spec.Search.Seed));
        Assert.Equal(new NoPruningSpec(), spec.Search.Pruner);
        Assert.Equal(new ObjectiveSpec { Metric = "path-energy@heun-9", Maximize = true }, spec.Objective);
        Assert.Equal(new LimitsSpec { ConcurrentTrials = 2, Retries = 0, Priority = -3 }, spec.Limits);
        Assert.Equal(Full, spec.Source);

        var space = spec.Search.Space;
        Assert.Equal(["network.hidden", "coupling.kind", "coupling.beta"], space.Select(dimension => dimension.Key));
        Assert.Equal((16, 64, true), (space[0].Min, space[0].Max, space[0].Log));
        Assert.Equal([ParameterValue.Of("independent"), ParameterValue.Of("learned")], space[1].Values);
        Assert.Equal((0.1, 10, null, false), (space[2].Min, space[2].Max, space[2].Step, space[2].Log));
        Assert.Equal(ParameterValue.Of("learned"), space[2].When["coupling.kind"]);
    }

    [Fact]
    public void Read_SeveralObjectivesAndDemands_AreRead()
    {
        var objective = SpecAssert.Valid(
            """
            name: a
            trial: {}
            objective: { metric: wasserstein2@euler-4, also: [curvature, seconds@euler-4], where: [wasserstein2@euler-100 within 5 % of best, curvature <= 2] }
            """).Objective!;

        Assert.Equal(["curvature", "seconds@euler-4"], objective.Also);
        Assert.Equal(["wasserstein2@euler-100 within 5 % of best", "curvature <= 2"], objective.Where);
    }

    [Fact]
    public void Read_LeastNfeWithWhatIsGoodEnough_IsRead() =>
        Assert.Equal("nfe", SpecAssert.Valid("name: a\ntrial: {}\nobjective: { metric: nfe, where: [wasserstein2 <= 1] }").Objective!.Metric);

    [Fact]
    public void Read_RangeOfWholeNumbersToDrawFrom_HasStepOne() =>
        Assert.Equal(1, SpecAssert.Valid(Full).Search.Space[0].Step);

    [Fact]
    public void Read_NameAndEmptyTrial_HasEveryDefault()
    {
        var spec = SpecAssert.Valid("name: plain\ntrial: {}\n");

        Assert.Equal([0], spec.Seeds);
        Assert.Equal(new TrialSpec().Optimizer, spec.Trial.Optimizer);
        Assert.Equal(10000, spec.Trial.Iterations);
        Assert.Equal("grid", spec.Search.Sampler);
        Assert.Empty(spec.Search.Space);
        Assert.Null(spec.Objective);
    }

    [Theory]
    [InlineData("name: 2024", "2024")]
    [InlineData("name: \"true\"", "true")]
    [InlineData("name: 1.50", "1.50")]
    public void Read_NameThatLooksLikeAValue_IsText(string line, string expected) =>
        Assert.Equal(expected, SpecAssert.Valid(line + "\ntrial: {}").Name);

    [Theory]
    [InlineData("  ")]
    [InlineData("\t")]
    public void Read_Json_IsTheSameSpec(string indent)
    {
        var json = $$"""
            {
            {{indent}}"name":"study",
            {{indent}}"seeds": [0, 1],
            {{indent}}"trial": {
            {{indent}}{{indent}}"coupling": { "kind": "learned", "beta":1e1 },
            {{indent}}{{indent}}"iterations": 20
            {{indent}}},
            {{indent}}"search": { "space": { "coupling.beta": { "values": [1, 10] } } },
            {{indent}}"objective": { "metric": "wasserstein2\u0040euler-4", "direction": "minimize" }
            }
            """;

        var spec = SpecAssert.Valid(json);

        Assert.Equal((10, 20), (Assert.IsType<LearnedCouplingSpec>(spec.Trial.Coupling).Beta, spec.Trial.Iterations));
        Assert.Equal("wasserstein2@euler-4", spec.Objective!.Metric);
        Assert.Equal("coupling.beta", Assert.Single(spec.Search.Space).Key);
    }

    [Fact]
    public void Read_Anchors_StandForWhatTheyName()
    {
        var spec = SpecAssert.Valid("name: a\ntrial:\n  iterations: &i 7\n  evaluation:\n    every: *i\n");
        Assert.Equal((7, 7), (spec.Trial.Iterations, spec.Trial.Evaluation.Every));
    }

    [Fact]
    public void Read_Function_TakesItsArgumentsFromTrialAndSpace()
    {
        var spec = SpecAssert.Valid("""
            name: f
            trial: { function: branin, x2: 2.5 }
            search: { space: { x1: { min: 0, max: 4, step: 2 } } }
            objective: { metric: value }
            """);

        Assert.Equal("branin", spec.Trial.Function);
        Assert.Equal(2.5, Assert.Single(spec.Trial.Arguments).Value);
        Assert.Equal("x1", Assert.Single(spec.Search.Space).Key);
    }

    [Fact]
    public void Read_Objective_MayNameAMetricWithoutACell() =>
        Assert.Equal("curvature", SpecAssert.Valid("name: a\ntrial: {}\nobjective: { metric: curvature }").Objective!.Metric);

    [Fact]
    public void Apply_Assignment_ReplacesOnlyItsKeys()
    {
        var spec = SpecAssert.Valid(Full);
        var trial = spec.Trial;
        var applied = spec.Template.With(new Dictionary<string, ParameterValue>
        {
            ["coupling.kind"] = ParameterValue.Of("independent"),
            ["optimizer.learningRate"] = ParameterValue.Of(0.5),
            ["batchSize"] = ParameterValue.Of(16),
            ["data.name"] = ParameterValue.Of("two-moons"),
        });

        Assert.IsType<IndependentCouplingSpec>(applied.Coupling);
        Assert.Equal(0.5, applied.Optimizer.LearningRate);
        Assert.Equal(16, applied.BatchSize);
        Assert.Equal("two-moons", applied.Data.Name);
        Assert.Equal(trial.Optimizer with { LearningRate = 0.5 }, applied.Optimizer);
        Assert.Equal((trial.Network, trial.Path, trial.Iterations), (applied.Network, applied.Path, applied.Iterations));
    }

    [Fact]
    public void Apply_Function_AddsArguments()
    {
        var applied = TrialTemplate.Of(new TrialSpec { Function = "branin", Arguments = new Dictionary<string, double> { ["x1"] = 1, ["x2"] = 2 } }).With(
            new Dictionary<string, ParameterValue> { ["x2"] = ParameterValue.Of(3) });
        Assert.Equal((1, 3), (applied.Arguments["x1"], applied.Arguments["x2"]));
    }

    [Theory]
    [InlineData("coupling.betta", "1", "did you mean 'coupling.beta'")]
    [InlineData("coupling.beta", "-1", "coupling.beta: Expected a number from 0 up, found '-1'")]
    [InlineData("iterations", "1.5", "iterations: Expected a whole number")]
    public void Apply_ValueThatDoesNotFit_NamesKeyAndValue(string key, string number, string expected)
    {
        var value = ParameterValue.Of(double.Parse(number, System.Globalization.CultureInfo.InvariantCulture));
        var error = Assert.Throws<ArgumentException>(() =>
            TrialTemplate.Of(new TrialSpec()).With(new Dictionary<string, ParameterValue> { [key] = value }));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
