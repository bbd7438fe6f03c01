using FastOde.Grains.Specs;
using FastOde.Specs;

namespace FastOde.Grains.Tests.Specs;

/// <summary>Reads specs that are written inside tests.</summary>
internal static class SpecAssert
{
    /// <summary>The spec of a text that must be right.</summary>
    internal static ExperimentSpec Valid(string text)
    {
        var reading = new YamlSpecReader().Read(text, "test.yaml");
        Assert.Empty(reading.Problems.Select(problem => problem.ToString()));
        return reading.Spec!;
    }

    /// <summary>The problems of a text that must be wrong.</summary>
    internal static IReadOnlyList<SpecProblem> Invalid(string text)
    {
        var reading = new YamlSpecReader().Read(text, "test.yaml");
        Assert.NotEmpty(reading.Problems);
        Assert.Null(reading.Spec);
        return reading.Problems;
    }

    /// <summary>Asserts that a text has exactly one problem, there, and with all these words.</summary>
    internal static void Refused(string text, int line, string key, params string[] words)
    {
        var problem = Assert.Single(Invalid(text));
        Assert.Equal((line, key), (problem.Line, problem.Key));
        Assert.All(words, word => Assert.Contains(word, problem.Message, StringComparison.Ordinal));
    }
}
