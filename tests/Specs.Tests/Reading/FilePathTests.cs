using FastOde.Specs.Reading;
using FastOde.Specs.Schema;

namespace FastOde.Specs.Tests.Reading;

/// <summary>A spec may come from anywhere, so it names files of the data directory only.</summary>
public sealed class FilePathTests
{
    [Theory]
    [InlineData("faces.npz")]
    [InlineData("faces/64.npz")]
    [InlineData("..faces.npz")]
    public void Read_FileBelowTheFolder_IsAccepted(string path) => Assert.Empty(Problems(path));

    [Theory]
    [InlineData("/home/me/faces.npz", "write 'faces.npz'")]
    [InlineData("../faces.npz", "write 'faces.npz'")]
    [InlineData("a/../../faces.npz", "write 'faces.npz'")]
    [InlineData("./faces.npz", "write 'faces.npz'")]
    [InlineData("a//faces.npz", "write 'faces.npz'")]
    [InlineData(@"..\faces.npz", "write 'faces.npz'")]
    [InlineData(@"C:\faces.npz", "write 'faces.npz'")]
    [InlineData("..", "write its name")]
    [InlineData("/", "write its name")]
    public void Read_PathThatLeadsElsewhere_SaysWhereToPutTheFile(string path, string words)
    {
        var problem = Assert.Single(Problems(path));
        Assert.Equal(("trial.evaluation.statistics", 3), (problem.Key, problem.Line));
        Assert.Contains("Copy the file to features/ of the data directory", problem.Message, StringComparison.Ordinal);
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<SpecProblem> Problems(string path)
    {
        var problems = new SpecProblems("test.yaml");
        new SpecReader(SpecSchema.Standard).Read($"name: a\ntrial:\n  evaluation: {{ statistics: '{path}' }}\n", problems);
        return problems.InOrder;
    }
}
