using FastOde.Specs.Reading;
using FastOde.Specs.Schema;

namespace FastOde.Specs.Tests.Reading;

/// <summary>Keys that do nothing are refused; in a search, those that no assignment uses.</summary>
public sealed class IdleKeysTests
{
    [Theory]
    [InlineData("coupling: { kind: independent, beta: 3 }", "trial.coupling.beta", "kinds that have it: learned")]
    [InlineData("coupling: { beta: 3 }", "trial.coupling.beta", "A coupling of kind independent has no key 'beta'")]
    [InlineData("network: { kind: mlp, attention: [8] }", "trial.network.attention", "kinds that have it: song-unet, adm-unet")]
    [InlineData("network: { kind: adm-unet, timeMultiplier: 2 }", "trial.network.timeMultiplier", "kinds that have it: song-unet")]
    [InlineData("encoder: { channels: 8 }", "trial.encoder.channels", "A network of kind mlp has no key 'channels'")]
    [InlineData("method: { teacher: 3-1 }", "trial.method.teacher", "kinds that have it: distillation")]
    [InlineData("coupling: { kind: learned, penalties: mmd, beta: 3 }", "trial.coupling.beta", "only with penalties: kl, found penalties: mmd")]
    [InlineData("coupling: { kind: learned, priorSteps: 3 }", "trial.coupling.priorSteps", "only with prior: flow")]
    [InlineData("coupling: { kind: minibatch-ot, regularization: 0.1 }", "trial.coupling.regularization", "only with pairing: sinkhorn")]
    [InlineData("coupling: { kind: learned, penalties: [{ kind: mmd, directions: 3 }] }", "trial.coupling.penalties.mmd.directions", "kinds that have it: sliced-wasserstein")]
    public void Read_KeyThatDoesNothing_IsRefusedWithTheKindsThatHaveIt(string key, string path, string words) =>
        Refused($"name: a\ntrial:\n  {key}\n", 3, path, words);

    [Theory]
    [InlineData("{ beta: 3 }", "coupling.kind: { values: [independent, learned] }")]
    [InlineData("{ beta: 3, penalties: [kl, { kind: mmd, weight: 2 }] }", "coupling.kind: { values: [independent, learned] }")]
    [InlineData("{ kind: learned, penalties: [kl, { kind: mmd, weight: 2 }] }", "coupling.penalties: { values: [kl, kl+mmd] }")]
    [InlineData("{ priorSteps: 3 }", "{ coupling.kind: { values: [independent, learned] }, coupling.prior: { values: [standard, flow], when: { coupling.kind: learned } } }")]
    [InlineData("{ kind: learned, penalties: kl+mmd }", "coupling.penalties.mmd.weight: { values: [1, 2] }")]
    public void Read_KeyThatSomeAssignmentUses_IsAccepted(string coupling, string space) =>
        Assert.Empty(Problems($"name: a\ntrial:\n  coupling: {coupling}\nsearch:\n  space: {(space.StartsWith('{') ? space : $"{{ {space} }}")}\n"));

    [Theory]
    [InlineData("{ criticChannels: 7 }", "write penalties: [{ kind: critic, channels: 7 }]")]
    [InlineData("{ penalty: kl+mmd }", "write penalties: kl+mmd")]
    [InlineData("{ weight: 50 }", "write penalties: [{ kind: sliced-wasserstein, weight: 50 }]")]
    [InlineData("{ solver: sinkhorn }", "write pairing: sinkhorn")]
    [InlineData("{ kind: distillation }", "write method: { kind: distillation, teacher: 3-1 }")]
    public void Read_EarlierKey_SaysWhatToWriteNow(string coupling, string words) =>
        Assert.Contains(words, Assert.Single(Problems($"name: a\ntrial:\n  coupling: {coupling}\n")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{ kind: independent }", "coupling.beta: { values: [1, 10] }", "search.space.coupling.beta", "kinds that have it: learned")]
    [InlineData("{ kind: learned }", "coupling.penalties.mmd.weight: { values: [1, 10] }", "search.space.coupling.penalties.mmd.weight", "does not act")]
    [InlineData("{ kind: learned }", "coupling.penalty: { values: [kl] }", "search.space.coupling.penalty", "write coupling.penalties")]
    public void Read_DimensionThatDoesNothing_IsRefused(string coupling, string dimension, string path, string words) =>
        Refused($"name: a\ntrial: {{ coupling: {coupling} }}\nsearch:\n  space:\n    {dimension}\n", 5, path, words);

    [Fact]
    public void Read_KeyOfOneSearchedKindThatWaitsForAnotherKey_SaysWhichKey() => Refused(
        "name: a\ntrial:\n  coupling: { beta: 3, penalties: mmd }\nsearch: { space: { coupling.kind: { values: [independent, learned] } } }\n",
        3, "trial.coupling.beta", "only with penalties: kl, found penalties: mmd");

    [Fact]
    public void Used_KeysOfAnotherKind_AreLeftOutOfTheAssignment()
    {
        var spec = new SpecReader(SpecSchema.Standard).Read("name: a\ntrial: { coupling: { beta: 3 } }\nsearch: { space: { coupling.kind: { values: [independent, learned] }, coupling.beta: { values: [1, 10] } } }", new(""))!.Spec;
        var assignment = new Dictionary<string, ParameterValue> { ["coupling.kind"] = ParameterValue.Of("independent"), ["coupling.beta"] = ParameterValue.Of(10) };

        Assert.Equal(["coupling.kind"], spec.Template.Used(assignment).Keys);
    }

    private static void Refused(string text, int line, string path, string words)
    {
        var problem = Assert.Single(Problems(text));
        Assert.Equal((line, path), (problem.Line, problem.Key));
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<SpecProblem> Problems(string text)
    {
        var problems = new SpecProblems("test.yaml");
        new SpecReader(SpecSchema.Standard).Read(text, problems);
        return problems.InOrder;
    }
}
