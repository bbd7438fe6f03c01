using FastOde.Specs.Couplings;
using FastOde.Specs.Keys;
using FastOde.Specs.Reading;
using FastOde.Specs.Rules;
using FastOde.Specs.Schema;

namespace FastOde.Specs.Tests.Schema;

/// <summary>What a stranger does for a new coupling with two keys: one record. Nothing else knows of it.</summary>
public sealed class StrangersCouplingTests
{
    private static readonly SpecSchema Known = new(new SpecVocabulary(), typeof(StrangersCouplingTests).Assembly);

    /// <summary>Noise is turned by an angle.</summary>
    [Kind("turned")]
    public sealed record TurnedCouplingSpec : CouplingSpec, IChecked
    {
        /// <summary>The angle.</summary>
        [Number(0, 360)]
        public double Angle { get; init; } = 90;

        /// <summary>How many times.</summary>
        [Whole(1, 8)]
        public int Turns { get; init; } = 1;

        /// <inheritdoc/>
        public IEnumerable<KeyProblem> Problems() => Angle == 0 && Turns > 1 ? [new("turns", "Nothing turns by 0 degrees.")] : [];
    }

    [Fact]
    public void Read_StrangersKeys_ReachTheRecord()
    {
        var spec = Read("coupling: { kind: turned, angle: 45, turns: 2 }", out var problems)!.Spec;

        Assert.Empty(problems);
        Assert.Equal(new TurnedCouplingSpec { Angle = 45, Turns = 2 }, spec.Trial.Coupling);
    }

    [Theory]
    [InlineData("coupling: { kind: turned, angle: 400 }", "trial.coupling.angle", "Expected a number from 0 to 360, found '400'")]
    [InlineData("coupling: { kind: turned, beta: 3 }", "trial.coupling.beta", "A coupling of kind turned has no key 'beta'; kinds that have it: learned.")]
    [InlineData("coupling: { kind: learned, turns: 3 }", "trial.coupling.turns", "kinds that have it: turned")]
    [InlineData("coupling: { kind: truned }", "trial.coupling.kind", "did you mean 'turned'")]
    public void Read_StrangersKeys_AreChecked(string key, string path, string words)
    {
        Read(key, out var problems);

        var problem = Assert.Single(problems);
        Assert.Equal((3, path), (problem.Line, problem.Key));
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_BetweenTheStrangersKeys_AreTheRecordsOwn() =>
        Assert.Equal("coupling.turns", Assert.Single(Known.Problems(new TrialSpec { Coupling = new TurnedCouplingSpec { Angle = 0, Turns = 2 } })).Key);

    [Fact]
    public void Describe_StrangersKeys_AreAmongThem()
    {
        var turns = SpecKeys.Describe(Known).Single(key => key.Path == "trial.coupling.turns");
        Assert.Equal(("a whole number from 1 to 8", "1"), (turns.Expected, turns.Default));
        Assert.Equal(["turned"], turns.Kinds);
    }

    private static SpecDraft? Read(string key, out IReadOnlyList<SpecProblem> found)
    {
        var problems = new SpecProblems("test.yaml");
        var draft = new SpecReader(Known).Read($"name: a\ntrial:\n  {key}\n", problems);
        found = problems.InOrder;
        return draft;
    }
}
