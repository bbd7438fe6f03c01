using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

public sealed class ExportTests(SmallExperiment experiment)
{
    [Fact]
    public async Task Export_StoredStudy_HasEveryPointAndReplacesNothingUnasked()
    {
        using var target = new Workspace();
        var points = await Export(0, "csv", target.Path("points.csv"));

        Assert.Contains("4 trials", points.Errors, StringComparison.Ordinal);
        Assert.InRange(Lines(target.Path("points.csv"), line => line.StartsWith("1-1,", StringComparison.Ordinal) && line.Contains(",loss,", StringComparison.Ordinal)), TestSpecs.Iterations / 50, (TestSpecs.Iterations / 50) + 1);
        Assert.Contains("--force", Assert.Single((await Export(2, "csv", target.Path("points.csv"))).ErrorLines), StringComparison.Ordinal);
        await Export(0, "csv", target.Path("points.csv"), "--force", "--table", "evaluations");
        Assert.Equal(4 * 3 * 4, Lines(target.Path("points.csv"), line => true) - 1);
        await Export(0, "parquet", target.Path("points.parquet"));
        await Export(0, "tensorboard", target.Path("runs"));
        Assert.Equal(4, Directory.GetDirectories(target.Path("runs")).Length);
        Assert.StartsWith("{\"experiment\":", (await Export(0, "json", "-")).Output, StringComparison.Ordinal);
        await Export(2, "parquet", "-");
    }

    private static int Lines(string file, Func<string, bool> wanted) => File.ReadLines(file).Count(wanted);

    private async Task<Outcome> Export(int exitCode, string format, string file, params string[] more) =>
        (await FastOdeProcess.Run(experiment.Workspace, ["export", "small", "--format", format, "--out", file, .. more])).Expect(exitCode);
}
