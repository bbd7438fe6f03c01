using Bunit;
using FastOde.Contracts.Access;
using FastOde.Dashboard.Components.Controls;
using FastOde.Dashboard.Tests.TestSupport;

namespace FastOde.Dashboard.Tests.Components.Controls;

public sealed class FirstStudyTests : DashboardContext
{
    [Fact]
    public void Run_Pressed_SubmitsTheExampleAndOpensIt()
    {
        Render<FirstStudy>().Find("button").Click();

        Assert.EndsWith("/experiments/7", Address, StringComparison.Ordinal);
        Assert.Equal(["name: two-gaussians"], Catalog.Submitted);
    }

    [Fact]
    public void Run_CatalogThatFails_TellsWhyAndMayBePressedAgain()
    {
        Catalog.Failure = new InvalidOperationException("the data directory is read-only");
        var study = Render<FirstStudy>();

        study.Find("button").Click();

        Assert.Contains("The study could not be submitted: the data directory is read-only", Messages);
        Assert.False(study.Find("button").HasAttribute("disabled"));
    }

    [Fact]
    public void Study_OfAViewer_TellsTheOtherWaysAlone()
    {
        VisitAs(CallerKind.Account, Role.Viewer);

        var study = Render<FirstStudy>();

        Assert.Empty(study.FindAll("button"));
        Assert.Contains("fastode run examples/two-gaussians.yaml", study.Markup, StringComparison.Ordinal);
        Assert.NotNull(study.Find("a[href='new?example=two-gaussians']"));
    }
}
