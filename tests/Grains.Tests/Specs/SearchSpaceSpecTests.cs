using FastOde.Grains.Specs;

namespace FastOde.Grains.Tests.Specs;

public sealed class SearchSpaceSpecTests
{
    [Theory]
    [InlineData("couplng.beta: { values: [1] }", "couplng.beta", "did you mean 'coupling.beta'")]
    [InlineData("trial.coupling.beta: { values: [1] }", "trial.coupling.beta", "did you mean 'coupling.beta'")]
    [InlineData("evaluation.solvers: { values: [euler] }", "evaluation.solvers", "There is no key of the trial")]
    [InlineData("coupling.beta: [1, 10]", "coupling.beta", "Expected { values: [...] }")]
    [InlineData("coupling.beta: { valeus: [1], values: [1] }", "coupling.beta.valeus", "did you mean 'values'")]
    [InlineData("coupling.beta: { values: [1, -1] }", "coupling.beta.values[1]", "Expected a number from 0 up, found '-1'")]
    [InlineData("coupling.beta: { values: [1, 1.0] }", "coupling.beta.values[1]", "already in this list")]
    [InlineData("coupling.beta: { values: [] }", "coupling.beta.values", "found an empty one")]
    [InlineData("coupling.beta: { values: 3 }", "coupling.beta.values", "Expected a list")]
    [InlineData("coupling.beta: { values: [1], min: 0 }", "coupling.beta.min", "values or a range, not both")]
    [InlineData("coupling.kind: { values: [lerned] }", "coupling.kind.values[0]", "did you mean 'learned'")]
    [InlineData("coupling.kind: { min: 0, max: 1 }", "coupling.kind", "Expected { values: [...] }, each one of independent, learned")]
    [InlineData("iterations: { values: [0] }", "iterations.values[0]", "found '0'")]
    [InlineData("iterations: { min: 1, max: 9, step: 0.5 }", "iterations.step", "Expected a whole number")]
    [InlineData("coupling.beta: { min: 1, step: 1 }", "coupling.beta", "There is no max")]
    [InlineData("coupling.beta: { min: 3, max: 1, step: 1 }", "coupling.beta.max", "1 is not above min, which is 3")]
    [InlineData("coupling.beta: { min: 1, max: 2, step: 5 }", "coupling.beta.step", "more than the whole range")]
    [InlineData("coupling.beta: { min: 1, max: 2, step: 0.3 }", "coupling.beta.step", "0.3 does not divide the range from 1 to 2: the last value would be 1.9")]
    [InlineData("coupling.beta: { min: 0, max: 2, step: 1, scale: log }", "coupling.beta.min", "A log scale cannot start at 0")]
    [InlineData("coupling.beta: { min: 1, max: 2, step: 1, scale: lgo }", "coupling.beta.scale", "did you mean 'log'")]
    [InlineData("coupling.beta: { min: 1, max: 2, step: 0 }", "coupling.beta.step", "above 0")]
    [InlineData("coupling.beta: { min: 1, max: 2 }", "coupling.beta", "A grid cannot list a range without a step")]
    [InlineData("optimizer.emaDecay: { min: 0, max: 1, step: 0.5 }", "optimizer.emaDecay.max", "found '1'")]
    [InlineData("coupling.beta: { values: [1], when: { coupling.kind: learned } }", "coupling.beta.when.coupling.kind", "There is no dimension of search.space 'coupling.kind'")]
    [InlineData("coupling.beta: { values: [1], when: { coupling.beta: 1 } }", "coupling.beta.when.coupling.beta", "cannot depend on itself")]
    [InlineData("coupling.beta: { values: [1], when: learned }", "coupling.beta.when", "Expected a group of other keys")]
    public void Read_BadDimension_IsRefusedWithLineAndPath(string dimension, string path, string words) =>
        SpecAssert.Refused($"name: a\ntrial: {{ coupling: {{ kind: learned }} }}\nsearch:\n  space:\n    {dimension}\n", 5, $"search.space.{path}", words);

    [Theory]
    [InlineData("coupling.knd: learned", "coupling.knd", "did you mean 'coupling.kind'")]
    [InlineData("coupling.kind: lerned", "coupling.kind", "There is no value of coupling.kind 'lerned'; did you mean 'learned'")]
    [InlineData("coupling.kind: [learned]", "coupling.kind", "Expected a single value")]
    [InlineData("network.layers: 3", "network.layers", "network.layers can never be 3: it goes from 2 to 6 by 2")]
    [InlineData("network.layers: two", "network.layers", "network.layers can never be two")]
    public void Read_BadCondition_IsRefusedWithLineAndPath(string condition, string path, string words) => SpecAssert.Refused(
        $$"""
        name: a
        trial: {}
        search:
          space:
            coupling.kind: { values: [independent, learned] }
            network.layers: { min: 2, max: 6, step: 2 }
            coupling.beta:
              values: [1]
              when:
                {{condition}}
        """, 10, $"search.space.coupling.beta.when.{path}", words);

    [Fact]
    public void Read_AssignmentThatCannotBeTrained_IsRefusedAtItsDimension() => SpecAssert.Refused(
        """
        name: a
        trial: { coupling: { kind: learned }, optimizer: { emaDecay: 0.9 } }
        search:
          space:
            coupling.beta: { values: [1, 2] }
            optimizer.emaHalfLife: { values: [0, 500] }
        """, 6, "search.space.optimizer.emaHalfLife", "give emaHalfLife: 500 or emaDecay, not both");

    [Fact]
    public void Read_EitherAverageByCondition_IsAccepted() => SpecAssert.Valid(
        """
        name: a
        trial: { optimizer: { emaDecay: 0 } }
        search:
          space:
            optimizer.emaHalfLife: { values: [0, 500] }
            optimizer.emaDecay: { values: [0.9], when: { optimizer.emaHalfLife: 0 } }
        """);

    [Fact]
    public void Read_ConditionOnAContinuousRange_IsRefused() => SpecAssert.Refused(
        """
        name: a
        trial: {}
        search:
          sampler: random
          trials: 3
          space:
            coupling.beta: { min: 1, max: 2 }
            network.layers: { values: [1], when: { coupling.beta: 1 } }
        """, 8, "search.space.network.layers.when.coupling.beta", "hardly ever has exactly the value 1");

    [Fact]
    public void Read_ConditionsThatContradictEachOther_AreRefused() => SpecAssert.Refused(
        """
        name: a
        trial: {}
        search:
          space:
            coupling.kind: { values: [independent, learned] }
            coupling.beta: { values: [1, 2], when: { coupling.kind: learned } }
            batchSize: { values: [64], when: { coupling.beta: 1, coupling.kind: independent } }
        """, 7, "search.space.batchSize.when", "ask for coupling.kind to be independent and learned");

    [Fact]
    public void Read_ASearchThatLearnsWithoutObjective_IsRefused() => SpecAssert.Refused(
        "name: a\ntrial: { function: branin }\nsearch:\n  sampler: tpe\n  trials: 5\n  space: { x1: { min: -5, max: 10 }, x2: { min: 0, max: 15 } }", 4, "objective", "such as objective: { metric: value }");

    [Fact]
    public void Read_ASearchThatLearns_IsAcceptedWithAsManyAssignmentsAsThereAre()
    {
        const string search = "name: a\ntrial: { function: branin, x2: 1 }\nsearch: { sampler: tpe, trials: 9, space: { x1: RANGE } }\nobjective: { metric: value }";
        Assert.Equal(9, new YamlSpecReader().Read(search.Replace("RANGE", "{ min: -5, max: 10 }", StringComparison.Ordinal), "test").Assignments);
        Assert.Equal(4, new YamlSpecReader().Read(search.Replace("RANGE", "{ min: -5, max: 10, step: 5 }", StringComparison.Ordinal), "test").Assignments);
    }

    [Theory]
    [InlineData("x1 * x3 < 3", "constraints[0]", "There is no key of search.space 'x3'")]
    [InlineData("x1 <", "constraints[0]", "Expected a number, a key of search.space or a parenthesis at column 5")]
    [InlineData("x1 > 11", "constraints", "No assignment meets them all")]
    public void Read_BadConstraint_IsRefused(string constraint, string path, string words) => SpecAssert.Refused(
        $"name: a\ntrial: {{ function: branin, x2: 1 }}\nsearch:\n  sampler: random\n  trials: 5\n  space: {{ x1: {{ min: -5, max: 10 }} }}\n  constraints: ['{constraint}']", 7, $"search.{path}", words);

    [Fact]
    public void Read_AGridWithConstraints_HasTheAssignmentsThatMeetThem() => Assert.Equal(6, new YamlSpecReader().Read(
        "name: a\ntrial: { function: branin }\nsearch: { space: { x1: { min: 0, max: 3, step: 1 }, x2: { min: 0, max: 3, step: 1 } }, constraints: [x1 < x2] }", "test").Assignments);

    [Fact]
    public void Read_ConditionsInACircle_AreRefused() => SpecAssert.Refused(
        """
        name: a
        trial: {}
        search:
          space:
            batchSize: { values: [1], when: { network.layers: 1 } }
            network.layers: { values: [1], when: { batchSize: 1 } }
        """, 4, "search.space", "go in a circle");

    [Fact]
    public void Read_ConditionOnADimensionThatIsWrongItself_IsNotReportedTwice() => SpecAssert.Refused(
        """
        name: a
        trial: {}
        search:
          space:
            coupling.kind: { values: [lerned] }
            coupling.beta: { values: [1], when: { coupling.kind: learned } }
        """, 5, "search.space.coupling.kind.values[0]", "did you mean 'learned'");

    [Fact]
    public void Read_RandomWithoutTrials_SaysHowManyAreMissing() => SpecAssert.Refused(
        "name: a\ntrial: { coupling: { kind: learned } }\nsearch:\n  sampler: random\n  space: { coupling.beta: { min: 1, max: 2 } }", 4, "search.trials", "such as trials: 50");

    /// <summary>Of a large space not every assignment is looked at, but every value that many of them share.</summary>
    [Theory]
    [InlineData("iterations: { min: 1, max: 9000, step: 1 }, accumulation: { values: [1, 2, 3] }")]
    [InlineData("accumulation: { values: [1, 2, 3] }, iterations: { min: 1, max: 9000, step: 1 }")]
    [InlineData("iterations: { min: 1, max: 1000, step: 1 }, accumulation: { min: 1, max: 32, step: 1 }")]
    public void Read_LargeSpaceWithAssignmentsThatCannotBeTrained_IsRefused(string space) =>
        SpecAssert.Refused($"name: a\ntrial: {{}}\nsearch: {{ space: {{ {space} }} }}", 3, "search.space.accumulation", "512");

    [Theory]
    [InlineData("search: { sampler: random, trials: 3 }")]
    [InlineData("search: { sampler: random, trials: 3, space: {} }")]
    public void Read_RandomWithoutSpace_SaysThatNothingVaries(string search) =>
        SpecAssert.Refused($"name: a\ntrial: {{}}\n{search}", 3, "search.space", "nothing here to vary");

    [Theory]
    [InlineData("space: { iterations: { min: 1, max: 2000000000, step: 1 }, batchSize: { min: 1, max: 1000000, step: 1 } }")]
    [InlineData("sampler: random, trials: 60000, space: { optimizer.learningRate: { min: 1, max: 2 } }")]
    public void Read_MoreTrialsThanCanBeStored_AreRefused(string search) => SpecAssert.Refused(
        $"name: a\nseeds: [0, 1]\ntrial: {{}}\nsearch: {{ {search} }}", 4, "search.space", "more than 100000 trials");

    [Theory]
    [InlineData("function: brannin", "trial.function", "There is no test function 'brannin'; did you mean 'branin'?")]
    [InlineData("function: [branin]", "trial.function", "found a list")]
    [InlineData("function: branin, x1: 1, x2: 1, x3: 1", "trial.x3", "There is no argument of branin 'x3'")]
    [InlineData("function: branin, x1: 1, x2: 1, iterations: 5", "trial.iterations", "Known: x1, x2.")]
    [InlineData("function: branin, x1: 1, x2: -1", "trial.x2", "Expected a number from 0 to 15, found '-1'")]
    [InlineData("function: branin, x1: 1", "trial.function", "branin needs x2")]
    [InlineData("function: sphere, x1: 1, x3: 1", "trial.function", "sphere needs x2")]
    [InlineData("function: sphere, x1: 1, x101: 1", "trial.x101", "There is no argument of sphere 'x101'")]
    [InlineData("function: zdt1, x1: 1", "trial.function", "zdt1 needs x2")]
    public void Read_BadFunction_IsRefusedWithLineAndPath(string trial, string path, string words) =>
        SpecAssert.Refused($"name: a\ntrial: {{ {trial} }}\n", 2, path, words);

    [Theory]
    [InlineData("coupling.beta: { values: [1] }", "search.space.coupling.beta", "There is no argument of branin 'coupling.beta'")]
    [InlineData("x1: { values: [11] }", "search.space.x1.values[0]", "Expected a number from -5 to 10")]
    public void Read_BadArgumentInSpace_IsRefused(string dimension, string path, string words) =>
        SpecAssert.Refused($"name: a\ntrial: {{ function: branin, x1: 0, x2: 0 }}\nsearch: {{ space: {{ {dimension} }} }}", 3, path, words);

    [Fact]
    public void Read_ArgumentThatIsSometimesInactive_NeedsAValueUnderTrial() => SpecAssert.Refused(
        "name: a\ntrial: { function: branin }\nsearch: { space: { x1: { values: [1, 2] }, x2: { values: [3], when: { x1: 1 } } } }",
        2, "trial.function", "branin needs x2");

    [Fact]
    public void Read_FunctionWithAMetricOfTraining_IsRefused() => SpecAssert.Refused(
        "name: a\ntrial: { function: branin, x1: 0, x2: 0 }\nobjective: { metric: curvature }", 3, "objective.metric", "The only metric of branin is 'value'");
}
