using FastOde.Specs.Reading;
using FastOde.Specs.Schema;

namespace FastOde.Specs.Tests.Reading;

public sealed class SpecFormTests
{
    private const string Text = """
        # why it is done
        name: study   # a name
        seeds: [0, 1]
        trial:
          data: { name: two-gaussians }
          coupling: { kind: learned, beta: 10 }   # the one
          mystery: 7
          # how it learns
          optimizer:
            kind: adam
          evaluation: { every: 500, solvers: { euler: [1, 2, 4], heun: [9] } }
        search:
          sampler: random
          trials: 8
          space:
            coupling.beta: { min: 1, max: 20 }
        """;

    private readonly SpecForm form = new(SpecSchema.Standard, topic => topic == "solver" ? ["euler", "heun", "rk4"] : ["two-gaussians", "two-moons"]);

    [Fact]
    public void Read_Text_GivesValuesDefaultsAndChoices()
    {
        Assert.Equal(("study", "0, 1", "learned", "10"), (Value("name"), Value("seeds"), Value("trial.coupling.kind"), Value("trial.coupling.beta")));
        Assert.Equal(("", "512"), (Value("trial.batchSize"), Field(Text, "trial.batchSize").Default));
        Assert.Contains("independent", Field(Text, "trial.coupling.kind").Choices);
        Assert.Equal(["minimize", "maximize"], Field(Text, "objective.direction").Choices);
        Assert.Equal(["two-gaussians", "two-moons"], Field(Text, "trial.data.name").Suggestions);
        Assert.Equal("{ min: 1, max: 20 }", Field(Text, "trial.coupling.beta").Searched);
        Assert.Equal(("1, 2, 4", "9"), (Value("trial.evaluation.solvers.euler"), Value("trial.evaluation.solvers.heun")));
    }

    [Theory]
    [InlineData("trial: { coupling: { kind: independent } }", false)]
    [InlineData("trial: { coupling: { kind: learned } }", true)]
    [InlineData("trial: { coupling: { kind: independent, beta: 3 } }", true)]
    [InlineData("search: { space: { coupling.kind: { values: [independent, learned] } } }", true)]
    [InlineData("trial: { function: branin }", false)]
    public void Read_KeyThatOnlySomeKindsHave_IsShownWhereItMayCount(string text, bool isShown) =>
        Assert.Equal(isShown, form.Read(text)!.Any(field => field.Key == "trial.coupling.beta"));

    [Fact]
    public void Read_TextThatIsNotYaml_GivesNoFields() => Assert.Null(form.Read("name: [1"));

    [Theory]
    [InlineData("name", "other", "name: study", "name: other")]
    [InlineData("name", "a: b # c", "name: study", "name: 'a: b # c'")]
    [InlineData("name", "it's, so", "name: study", "name: 'it''s, so'")]
    [InlineData("seeds", "3, 4", "[0, 1]", "[3, 4]")]
    [InlineData("trial.coupling.beta", "5", "beta: 10", "beta: 5")]
    [InlineData("trial.evaluation.solvers.euler", "8", "euler: [1, 2, 4]", "euler: [8]")]
    [InlineData("search.sampler", "sobol", "sampler: random", "sampler: sobol")]
    [InlineData("trial.coupling.beta", "", "{ kind: learned, beta: 10 }", "{ kind: learned }")]
    [InlineData("trial.coupling.kind", "", "{ kind: learned, beta: 10 }", "{ beta: 10 }")]
    [InlineData("trial.evaluation.solvers.heun", "", ", heun: [9] }", " }")]
    [InlineData("search.trials", "", "  trials: 8\n", "")]
    [InlineData("trial.optimizer.kind", "", "  optimizer:\n    kind: adam\n", "")]
    [InlineData("name", "", "name: study   # a name", "# a name")]
    public void Write_Field_ChangesTheTextOfItsKeyAlone(string key, string typed, string before, string after)
    {
        Assert.Contains(before, Text, StringComparison.Ordinal);
        Assert.Equal(Text.Replace(before, after, StringComparison.Ordinal), SpecForm.Write(Text, Field(Text, key), typed));
    }

    [Fact]
    public void Write_KeyThatIsNotThere_IsAddedAndReadAgain()
    {
        var text = SpecForm.Write(Text, Field(Text, "trial.batchSize"), "64");
        text = SpecForm.Write(text, form.Solver("rk4"), "8, 16");
        text = SpecForm.Write(text, Field(text, "objective.metric"), "curvature");

        Assert.Equal(("64", "8, 16", "curvature"), (Field(text, "trial.batchSize").Value, Field(text, "trial.evaluation.solvers.rk4").Value, Field(text, "objective.metric").Value));
        foreach (var line in Text.Split('\n').Where(line => line.Contains('#', StringComparison.Ordinal) || line.Contains("mystery", StringComparison.Ordinal)))
            Assert.Contains(line.Trim(), text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Json_StaysJson() => Assert.Equal(
        """{"name": "a", "trial": {}}""", SpecForm.Write("""{"name": "a", "trial": {}, "seeds": [1]}""", Field("""{"name": "a", "seeds": [1]}""", "seeds"), ""));

    [Theory]
    [InlineData("seeds:\n  - 1\n  - 2\nname: a", "seeds", "3", "stands over several lines")]
    [InlineData("seeds:\n  - 1\n  - 2\nname: a", "seeds", "", "is written over several lines")]
    [InlineData("a: &a { kind: learned }\ntrial: { coupling: { <<: *a } }", "trial.coupling.kind", "", "comes from a merge key")]
    public void Write_WhereTheTextHasNoRoom_SaysWhy(string text, string key, string typed, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => SpecForm.Write(text, Field(text, key), typed)).Message, StringComparison.Ordinal);

    private string Value(string key) => Field(Text, key).Value;

    private SpecField Field(string text, string key) => form.Read(text)!.Single(field => field.Key == key);
}
