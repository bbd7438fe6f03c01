using System.Text.Json;
using FastOde.Specs.Couplings;
using FastOde.Specs.Methods;
using FastOde.Specs.Teachers;

namespace FastOde.Specs.Tests.Earlier;

public sealed class EarlierTrialTests
{
    private const string Coupling =
        """
        "penalty":"kl+mmd","beta":2.5,"weight":50,"directions":64,"solver":"sinkhorn","regularization":0.1,"sinkhornIterations":7,"betaSteps":0,"betaScale":"linear","prior":"fitted","teacher":"3-1","pairs":9,"teacherSolver":"heun-5","initialWeights":"teacher","priorBasis":"pixel","criticChannels":8,"criticLearningRate":0.1,"criticGradientPenalty":0.5,"priorSteps":2
        """;

    [Fact]
    public void Read_LearnedCoupling_HasItsPenaltiesWithTheirWeight()
    {
        var coupling = Assert.IsType<LearnedCouplingSpec>(Read("learned").Coupling);

        Assert.Equal((2.5, PriorKind.Fitted), (coupling.Beta, coupling.Prior));
        Assert.Equal([new KlPenaltySpec(), new MmdPenaltySpec { Weight = 50 }], coupling.Penalties);
    }

    [Fact]
    public void Read_Critic_HasItsKeys()
    {
        var coupling = Assert.IsType<LearnedCouplingSpec>(Read("learned", Coupling.Replace("kl+mmd", "critic", StringComparison.Ordinal)).Coupling);
        Assert.Equal([new CriticPenaltySpec { Weight = 50, Channels = 8, LearningRate = 0.1, GradientPenalty = 0.5 }], coupling.Penalties);
    }

    [Fact]
    public void Read_OptimalTransport_HasItsPairing() =>
        Assert.Equal(new MinibatchCouplingSpec { Pairing = TransportSolver.Sinkhorn, Regularization = 0.1, SinkhornIterations = 7 }, Read("minibatch-ot").Coupling);

    [Fact]
    public void Read_Distillation_IsTheMethod()
    {
        var trial = Read("distillation");
        var teaching = new TeacherSpec() { Teacher = "3-1", Pairs = 9, TeacherSolver = "heun-5", InitialWeights = InitialWeights.Teacher };
        Assert.Equal((new DistillationSpec { Teaching = teaching }, new IndependentCouplingSpec()), (trial.Method, trial.Coupling));
        Assert.Equal(new ReflowCouplingSpec { Teaching = teaching }, Read("reflow").Coupling);
    }

    [Fact]
    public void Read_Solvers_KeepOrderAndNumbers()
    {
        var solvers = Read("independent").Evaluation.Solvers;
        Assert.Equal(["heun", "euler"], solvers.Select(solver => solver.Name));
        Assert.Equal([3, 5], solvers[0].Numbers);
    }

    [Fact]
    public void Write_EarlierTrial_IsInTheWordsOfToday()
    {
        var written = JsonSerializer.Serialize(Read("learned"));
        Assert.Equal(written, JsonSerializer.Serialize(JsonSerializer.Deserialize<TrialSpec>(written)));
        Assert.Contains("\"format\":2", written, StringComparison.Ordinal);
    }

    [Fact]
    public void With_EarlierExperiment_TakesTheWordsOfItsTime()
    {
        var spec = JsonSerializer.Deserialize<ExperimentSpec>($$"""{"name":"a","trial":{{Text("independent", Coupling)}},"search":{"sampler":"grid","space":[],"pruner":"none","seed":0} }""")!;

        var trial = spec.Template.With(new Dictionary<string, ParameterValue> { ["coupling.kind"] = ParameterValue.Of("learned"), ["coupling.penalty"] = ParameterValue.Of("moments"), ["coupling.weight"] = ParameterValue.Of(3) });

        Assert.Equal([new MomentPenaltySpec { Weight = 3 }], Assert.IsType<LearnedCouplingSpec>(trial.Coupling).Penalties);
        Assert.IsType<IndependentCouplingSpec>(spec.Trial.Coupling);
    }

    private static TrialSpec Read(string kind, string coupling = Coupling) => JsonSerializer.Deserialize<TrialSpec>(Text(kind, coupling))!;

    private static string Text(string kind, string coupling) =>
        $$"""{"data":{"name":"two-gaussians","flip":false},"path":"linear","coupling":{"kind":"{{kind}}",{{coupling}}},"network":{"kind":"mlp","hidden":16,"channels":128,"multipliers":[1,2]},"evaluation":{"every":1,"samples":64,"solvers":[{"name":"heun","numbers":[3,5]},{"name":"euler","numbers":[1]}],"metrics":["curvature"]},"arguments":{},"encoder":{},"priorNetwork":{} }""";
}
