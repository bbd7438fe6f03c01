using Bunit;
using FastOde.Dashboard.ChartModels;
using FastOde.Dashboard.Components.Controls;
using FastOde.Dashboard.Tests.TestSupport;

namespace FastOde.Dashboard.Tests.Components.Controls;

public sealed class ImportanceTableTests : DashboardContext
{
    [Fact]
    public void Table_OfAKeyThatDecidesAll_ShowsItsShareAndItsTrials()
    {
        var table = Show(new(
            [
                new("optimizer.learningRate", 0, [0.1, 0.9, 0.3, 0.7, 0.2, 0.6, 0.8, 0.4, 0.5, 0.15, 0.85, 0.35]),
                new("coupling.kind", 2, [0, 0, 1, 1, 0, 0, 1, 1, 0, 1, 0, 1]),
            ],
            [1, 1, 5, 5, 1, 1, 5, 5, 1, 5, 1, 5]));

        table.WaitForAssertion(() => Assert.Equal(
            ["coupling.kind", "optimizer.learningRate", "several together"], table.FindAll("[data-table=importance] tbody th").Select(head => head.TextContent)));
        Assert.Contains("from 12 trials", table.Markup, StringComparison.Ordinal);
        Assert.NotNull(table.Find(".share-bar").GetAttribute("style"));
    }

    [Fact]
    public void Table_OfEqualValues_SaysWhatIsMissing()
    {
        var table = Show(new([new("coupling.kind", 2, [0, 0, 1, 1])], [1, 1, 1, 1]));

        table.WaitForAssertion(() => Assert.Contains("Needs 10 trials or more whose values differ.", table.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Table_OfAnotherCell_ShowsNothingOfTheOneBefore()
    {
        double[] kind = [.. Enumerable.Range(0, 100).Select(trial => (double)(trial % 2))];
        var table = Show(new([new("coupling.kind", 2, kind)], kind));
        table.WaitForAssertion(() => Assert.Contains("from 100 trials", table.Markup, StringComparison.Ordinal));

        table.Render(parameters => parameters.Add(shown => shown.Title, "W2 at euler-20").Add(shown => shown.Input, new([new("coupling.kind", 2, [.. kind, 0])], [.. kind, 1])));

        table.WaitForAssertion(() => Assert.Contains("from 101 trials", table.Markup, StringComparison.Ordinal));
    }

    private IRenderedComponent<ImportanceTable> Show(ImportanceInput input) =>
        Render<ImportanceTable>(parameters => parameters.Add(table => table.Input, input).Add(table => table.Title, "W2 at euler-4"));
}
