using CsCheck;
using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Paths;
using FastOde.FlowMatching.Solvers;
using FastOde.Specs.Words;

namespace FastOde.FlowMatching.Tests.Catalogs;

public sealed class NameCatalogTests
{
    private static readonly Gen<string> Word = Gen.Char["abc-"].Array[0, 8].Select(letters => new string(letters));

    [Theory]
    [InlineData("liner", "linear")]
    [InlineData("COSIN", "cosine")]
    [InlineData("variance_preserving", "variance-preserving")]
    public void Find_MistypedPath_NamesTheNearestAndAllKnown(string typed, string meant)
    {
        var exception = Assert.Throws<UnknownNameException>(() => PathCatalog.Paths.Find(typed));

        Assert.Equal(meant, exception.Nearest);
        Assert.Equal(["cosine", "linear", "variance-preserving"], exception.Known);
        Assert.Contains($"path '{typed}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"'{meant}'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_NameThatIsNearNothing_ListsTheNamesWithoutAGuess()
    {
        var exception = Assert.Throws<UnknownNameException>(() => PathCatalog.Paths.Find("tpe"));

        Assert.Null(exception.Nearest);
        Assert.Equal("There is no path 'tpe'. Known: cosine, linear, variance-preserving.", exception.Message);
    }

    [Theory]
    [InlineData("gird", "grid")]
    [InlineData("rand", "random")]
    [InlineData("unet", "song-unet")]
    [InlineData("coupling.betta", "coupling.beta")]
    [InlineData("trial.coupling.beta", "coupling.beta")]
    [InlineData("coupling.sort", null)]
    [InlineData("tpe", null)]
    [InlineData("d", null)]
    [InlineData("", null)]
    public void Near_NameOfASpec_IsGuessedOnlyWhereASlipExplainsIt(string typed, string? meant) =>
        Assert.Equal(meant, NearestName.Near(typed, ["grid", "random", "song-unet", "coupling.beta", "coupling.prior"]));

    [Fact]
    public void Find_EveryListedName_GivesTheEntryOfThatName()
    {
        Assert.All(PathCatalog.Paths.Names, name => Assert.Equal(name, PathCatalog.Paths.Find(name).Name));
        Assert.All(DatasetCatalog.Datasets.Names, name => Assert.Equal(name, DatasetCatalog.Datasets.Find(name).Name));
    }

    [Fact]
    public void Names_OfEveryCatalog_AreWhatTheManualPromises()
    {
        Assert.Equal(["cosine", "linear", "variance-preserving"], PathCatalog.Paths.Names);
        Assert.Equal(["checkerboard", "eight-gaussians", "s-curve", "two-gaussians", "two-moons"], DatasetCatalog.Datasets.Names);
        Assert.Equal(["ddim", "euler", "euler-maruyama", "flow-map", "ab2", "dpmpp-2m", "heun", "midpoint", "unipc2", "ab3", "unipc3", "ab4", "rk4", "dopri5"], SolverCatalog.Solvers.Names);
    }

    [Fact]
    public void EditDistance_AnyNames_IsAMetric() =>
        Gen.Select(Word, Word, Word).Sample((a, b, c) =>
        {
            var direct = NearestName.EditDistance(a, b);
            return direct == NearestName.EditDistance(b, a)
                && (direct == 0) == (a == b)
                && direct >= Math.Abs(a.Length - b.Length)
                && direct <= Math.Max(a.Length, b.Length)
                && direct <= NearestName.EditDistance(a, c) + NearestName.EditDistance(c, b);
        });
}
