using System.Xml.Linq;
using FastOde.EndToEnd.Tests.Dashboard;
using FastOde.EndToEnd.Tests.Processes;
using Microsoft.Playwright;

namespace FastOde.EndToEnd.Tests.Commands;

public sealed class ExportTests(SmallExperiment experiment, Chromium chromium)
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

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Export_Html_OpensWithoutANetworkAndWithoutErrors(ColorScheme scheme)
    {
        using var target = new Workspace();
        await Export(0, "html", target.Path("report.html"));
        Assert.Contains("--force", Assert.Single((await Export(2, "html", target.Path("report.html"))).ErrorLines), StringComparison.Ordinal);

        await using var page = await chromium.Open(scheme, width: 390, height: 844);
        await page.Go(new Uri(target.Path("report.html")));

        Assert.Equal("small", await page.Page.Locator("h1").InnerTextAsync());
        Assert.Equal(4, await page.Page.Locator("figure svg").CountAsync());
        Assert.Equal(4, await page.Page.Locator("#trials tbody tr").CountAsync());
        Assert.True(await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
        Assert.Empty(await page.Barriers());
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task Export_Figures_WritesAllAndReplacesNoneUnasked()
    {
        using var target = new Workspace();
        var folder = target.Path("figures");

        await Figures(0, folder);

        Assert.Equal(
            ["curvature-profile.svg", "nfe-wasserstein2-euler.svg", "trajectories-1-1.svg", "trajectories-1-2.svg"],
            Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(Directory.GetFiles(folder), file => Assert.Equal("svg", XDocument.Load(file).Root!.Name.LocalName));
        Assert.Contains("--force", Assert.Single((await Figures(2, folder)).ErrorLines), StringComparison.Ordinal);
        await Figures(0, folder, "--figure-format", "png", "--force");
        Assert.Equal(4, Directory.GetFiles(folder, "*.png").Length);
    }

    [Theory]
    [InlineData("expected --format with --out FILE, or --figures DIR")]
    [InlineData("--format html needs --out FILE", "--format", "html")]
    [InlineData("--out needs --format", "--out", "report.html")]
    [InlineData("--figure-format only means something with --figures DIR", "--format", "html", "--out", "-", "--figure-format", "png")]
    [InlineData("--table is for csv and parquet; html has everything", "--format", "html", "--out", "-", "--table", "trials")]
    public async Task Export_OptionsThatDoNotBelongTogether_AreRefused(string expected, params string[] arguments)
    {
        var outcome = (await FastOdeProcess.Run(experiment.Workspace, ["export", "small", .. arguments])).Expect(2);

        Assert.Contains(expected, outcome.Errors, StringComparison.Ordinal);
    }

    private async Task<Outcome> Figures(int exitCode, string folder, params string[] more) =>
        (await FastOdeProcess.Run(experiment.Workspace, ["export", "small", "--figures", folder, .. more])).Expect(exitCode);

    private static int Lines(string file, Func<string, bool> wanted) => File.ReadLines(file).Count(wanted);

    private async Task<Outcome> Export(int exitCode, string format, string file, params string[] more) =>
        (await FastOdeProcess.Run(experiment.Workspace, ["export", "small", "--format", format, "--out", file, .. more])).Expect(exitCode);
}
