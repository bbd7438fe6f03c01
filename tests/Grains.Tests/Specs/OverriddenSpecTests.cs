using FastOde.Grains.Specs;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Networks;
using FastOde.Specs.Reading;

namespace FastOde.Grains.Tests.Specs;

public sealed class OverriddenSpecTests
{
    private const string Block = """
        # a study
        name: study
        trial:
          data: { name: two-gaussians }   # kept
          coupling:
            kind: learned
            beta: 10
          batchSize: 64
        """;

    [Theory]
    [InlineData("trial.coupling.beta=5", "beta: 5")]
    [InlineData("trial.coupling.beta = 2.5", "beta: 2.5")]
    [InlineData("trial.data.name=two-moons", "{ name: two-moons }   # kept")]
    [InlineData("name=another study", "name: another study")]
    [InlineData("trial.coupling.penalties=kl+mmd", "penalties: kl+mmd")]
    [InlineData("trial.network.hidden=7", "network: { hidden: 7 }")]
    [InlineData("seeds=[0, 1, 2]", "seeds: [0, 1, 2]")]
    [InlineData("trial.evaluation.solvers={ euler: [1, 3] }", "solvers: { euler: [1, 3] }")]
    public void Apply_Value_StandsInTheTextBesideEverythingElse(string value, string expected)
    {
        var text = SpecOverrides.Parse([value]).Apply(Block);
        Assert.Contains(expected, text, StringComparison.Ordinal);
        Assert.Contains("# a study", text, StringComparison.Ordinal);
        Assert.Contains("# kept", text, StringComparison.Ordinal);
        Assert.Empty(new YamlSpecReader().Read(text, "a.yaml").Problems);
    }

    [Theory]
    [InlineData("seeds=[5]", "seeds: [5] # after")]
    [InlineData("seeds=[7, 8]", "seeds: [7, 8] # after")]
    [InlineData("trial={ batchSize: 3 }", "trial: { batchSize: 3 }\nlimits")]
    [InlineData("name=\"b\"", "name: \"b\"\nseeds")]
    public void Apply_ListOrGroupInBrackets_IsReplacedWhole(string value, string expected)
    {
        var text = SpecOverrides.Parse([value]).Apply("name: 'a: #'\nseeds: [0, 1,\n  2] # after\ntrial: { data: { name: two-moons } }\nlimits: { retries: 0 }\n");
        Assert.Contains(expected, text, StringComparison.Ordinal);
        Assert.Empty(new YamlSpecReader().Read(text, "a.yaml").Problems);
    }

    [Fact]
    public void Apply_SeveralValues_SetsThemAll()
    {
        var trial = Read(Block, "trial.coupling.beta=5", "trial.iterations=77", "trial.network.hidden=7", "trial.network.layers=1").Trial;
        Assert.Equal((5, 77, 7, 1), (Assert.IsType<LearnedCouplingSpec>(trial.Coupling).Beta, trial.Iterations, ((MlpSpec)trial.Network).Hidden, ((MlpSpec)trial.Network).Layers));
        Assert.Equal(64, trial.BatchSize);
    }

    [Theory]
    [InlineData("{ \"name\": \"a\", \"trial\": { \"batchSize\": 64 } }")]
    [InlineData("{name: a, trial: {}}")]
    [InlineData("name: a\ntrial: {}\n")]
    [InlineData("trial:\n    path: linear\nname: a")]
    public void Apply_AnyStyle_CanBeSet(string text) =>
        Assert.Equal(5, Read(text, "trial.optimizer.clipNorm=5").Trial.Optimizer.ClipNorm);

    [Theory]
    [InlineData("search.space.coupling.beta={ values: [1, 2] }", "1, 2")]
    [InlineData("search.space.coupling.beta.values=[3]", "3")]
    [InlineData("search.space.coupling.beta={ min: 1, max: 2, step: 1 }", "1 to 2")]
    public void Apply_KeyOfTheSpace_IsOneKeyWithItsDots(string value, string expected)
    {
        foreach (var space in new[] { "", "\nsearch: { space: {} }", "\nsearch:\n  space:\n    coupling.beta: { values: [7, 8] }\n    iterations: { values: [1] }" })
        {
            var beta = Read(Block + space, value).Search.Space.Single(dimension => dimension.Key == "coupling.beta");
            Assert.Equal(expected, beta.Values is { Count: > 0 } values ? string.Join(", ", values) : $"{beta.Min} to {beta.Max}");
        }
    }

    [Fact]
    public void Apply_WholeSpace_IsReplaced()
    {
        var space = Read(Block + "\nsearch: { space: { coupling.beta: { values: [7, 8] } } }", "search.space={ iterations: { values: [1, 2] } }").Search.Space;
        Assert.Equal("iterations", Assert.Single(space).Key);
    }

    [Theory]
    [InlineData("search.space.coupling.beta.when={ coupling.kind: learned }")]
    [InlineData("search.space.coupling.beta.when.coupling.kind=learned")]
    public void Apply_ConditionInTheSpace_IsOneKeyWithItsDots(string value)
    {
        var space = Read(Block + "\nsearch: { space: { coupling.kind: { values: [independent, learned] }, coupling.beta: { values: [7, 8] } } }", value).Search.Space;
        Assert.Contains("coupling.kind", Assert.Single(space, dimension => dimension.Key == "coupling.beta").When.Keys);
    }

    [Theory]
    [InlineData("search.space.network.scale={ values: [1, 2] }", "network.scale", "linear")]
    [InlineData("search.space.optimizer.learningRate.scale=log", "optimizer.learningRate", "log")]
    public void Apply_ScaleInTheSpace_IsTheTrialsKeyWithAGroupAndTheDimensionsFieldWithAName(string value, string key, string scale)
    {
        const string Text = "name: a\ntrial: { network: { kind: fourier-mlp } }\nsearch: { sampler: random, trials: 3, space: { optimizer.learningRate: { min: 1e-4, max: 1e-2 } } }";
        var dimension = Read(Text, value).Search.Space.Single(dimension => dimension.Key == key);
        Assert.Equal(scale == "log", dimension.Log);
    }

    [Fact]
    public void InOldText_ProblemBelowAnAddedLine_HasItsLineInTheFile()
    {
        var overrides = SpecOverrides.Parse(["trial.coupling.penalties=mmd", "seeds=[1]"]);
        var text = overrides.Apply(Block.Replace("64", "none", StringComparison.Ordinal));
        var problem = Assert.Single(new YamlSpecReader().Read(text, "a.yaml").Problems);
        Assert.Equal(("trial.batchSize", 10), (problem.Key, problem.Line));
        Assert.Equal(8, overrides.InOldText(problem).Line);
    }

    [Theory]
    [InlineData("trial.coupling.betta=5", "There is no key 'betta'; did you mean 'beta'?")]
    [InlineData("trial.coupling.beta=-1", "Expected a number from 0 up, found '-1'")]
    [InlineData("trail.batchSize=1", "did you mean 'trial'")]
    public void Apply_WrongKeyOrValue_IsRefusedAsInASpec(string value, string words)
    {
        var reading = new YamlSpecReader().Read(SpecOverrides.Parse([value]).Apply(Block), "a.yaml");
        Assert.Contains(words, Assert.Single(reading.Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("trial.batchSize", "Expected KEY=VALUE such as trial.coupling.beta=5, found 'trial.batchSize'.")]
    [InlineData("=5", "Expected KEY=VALUE")]
    [InlineData("trial..beta=5", "Expected KEY=VALUE")]
    [InlineData("trial.batchSize=", "is given no value")]
    [InlineData("name=a, b: c", "is more than one value")]
    [InlineData("seeds=[1", "is not valid YAML")]
    public void Parse_NoKeyOrValue_IsRefused(string value, string words) =>
        Assert.Contains(words, Assert.Throws<FormatException>(() => SpecOverrides.Parse([value])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("trial.coupling={ kind: learned }", "stands over several lines in the spec; set its keys one by one")]
    [InlineData("trial.batchSize.more=1", "trial.batchSize is a single value in the spec, not a group")]
    public void Apply_KeyWithoutAPlace_IsRefused(string value, string words) =>
        Assert.Contains(words, Assert.Throws<FormatException>(() => SpecOverrides.Parse([value]).Apply(Block)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_ValueOfManyLevels_IsRefused() =>
        Assert.Contains("more than 32 levels inside each other", Assert.Throws<FormatException>(() => SpecOverrides.Parse([$"name={new string('[', 100_000)}"])).Message, StringComparison.Ordinal);

    [Fact]
    public void Apply_ValueAfterOneThatMakesTheTextInvalid_IsLeftToTheReader()
    {
        var text = SpecOverrides.Parse(["trial.[=5", "trial.iterations=5"]).Apply(Block);
        Assert.NotEmpty(new YamlSpecReader().Read(text, "a.yaml").Problems);
    }

    [Fact]
    public void Apply_TextThatIsNoSpec_IsLeftToTheReader() => Assert.Equal("a: [", SpecOverrides.Parse(["name=b"]).Apply("a: ["));

    private static ExperimentSpec Read(string text, params string[] values)
    {
        var reading = new YamlSpecReader().Read(SpecOverrides.Parse(values).Apply(text), "a.yaml");
        Assert.Empty(reading.Problems);
        return reading.Spec!;
    }

    [Theory]
    [InlineData("name: a\ntrial: { network: &n { hidden: 5 }, encoder: *n }", "trial.encoder.hidden=6", "trial.encoder is an alias of what stands in line 2")]
    [InlineData("name: a\ntrial:\n  iterations: &i 5\n  log:\n    every: *i\n", "trial.log.every=6", "trial.log.every is an alias of what stands in line 3")]
    [InlineData("d: &d { network: { hidden: 5 } }\nname: a\ntrial: { <<: *d }", "trial.network.hidden=6", "trial.network comes from a merge key")]
    public void Apply_KeyThatIsWrittenElsewhere_IsRefused(string text, string value, string words) =>
        Assert.Contains(words, Assert.Throws<FormatException>(() => SpecOverrides.Parse([value]).Apply(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Apply_KeyBesideAMerge_WinsOverIt() =>
        Assert.Equal(6, SpecAssert.Valid(SpecOverrides.Parse(["trial.iterations=6"]).Apply("d: &d { iterations: 5 }\nname: a\ntrial:\n  <<: *d\n")).Trial.Iterations);
}
