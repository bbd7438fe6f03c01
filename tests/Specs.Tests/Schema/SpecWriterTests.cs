using System.Text.Json;
using FastOde.Specs.Couplings;
using FastOde.Specs.Networks;
using FastOde.Specs.Reading;
using FastOde.Specs.Schema;

namespace FastOde.Specs.Tests.Schema;

public sealed class SpecWriterTests
{
    [Fact]
    public void Write_ExperimentMadeInCode_IsReadAsTheSame()
    {
        var spec = new ExperimentSpec()
        {
            Name = "study",
            Seeds = [3, 1],
            Trial = new()
            {
                Coupling = new LearnedCouplingSpec { Beta = 5, BetaStart = 1, BetaSteps = 9, Penalties = [new KlPenaltySpec(), new CriticPenaltySpec { Weight = 2, Channels = 8 }] },
                Network = new FourierMlpSpec { Hidden = 7, Scale = 0.5 },
                Encoder = NetworkOverrides.Of(("kind", "mlp"), ("hidden", 5)),
                Evaluation = new() { Solvers = [new() { Name = "heun", Numbers = [9, 21] }], Metrics = ["curvature"] },
            },
            Search = new()
            {
                Sampler = "random",
                Trials = 20,
                Space =
                [
                    new() { Key = "coupling.penalties.critic.weight", Min = 1, Max = 10, Log = true },
                    new() { Key = "path", Values = [ParameterValue.Of("linear"), ParameterValue.Of("cosine")] },
                    new() { Key = "batchSize", Min = 8, Max = 16, Step = 4, When = new Dictionary<string, ParameterValue> { ["path"] = ParameterValue.Of("cosine") } },
                ],
            },
            Objective = new() { Metric = "curvature", Maximize = true },
            Limits = new() { ConcurrentTrials = 4, Priority = -1 },
        };

        Same(spec);
    }

    [Fact]
    public void Write_Function_IsReadAsTheSame() => Same(new()
    {
        Name = "f",
        Trial = new() { Function = "sphere", Arguments = new Dictionary<string, double> { ["x1"] = 2 } },
    });

    private static void Same(ExperimentSpec spec)
    {
        var problems = new SpecProblems("code");
        var schema = new SpecSchema(new() { Functions = new Dictionary<string, IReadOnlyList<FastOde.Specs.Rules.ArgumentRange>> { ["sphere"] = [new("x1", -5, 5)] } });

        var read = new SpecReader(schema).Read(SpecWriter.Write(spec), problems)!.Spec;

        Assert.Empty(problems.InOrder);
        Assert.Equal(JsonSerializer.Serialize(spec with { Source = "" }), JsonSerializer.Serialize(read with { Source = "", Template = TrialTemplate.Of(read.Trial) }));
    }
}
