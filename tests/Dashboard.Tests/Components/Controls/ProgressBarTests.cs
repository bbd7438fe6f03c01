using Bunit;
using FastOde.Dashboard.Components.Controls;

namespace FastOde.Dashboard.Tests.Components.Controls;

public sealed class ProgressBarTests : BunitContext
{
    [Fact]
    public void Render_CancelledExperiment_IsNotFull()
    {
        var bar = Render<ProgressBar>(parameters => parameters
            .Add(bar => bar.Done, 400).Add(bar => bar.Lost, 600).Add(bar => bar.Total, 1000).Add(bar => bar.Label, "steps").Add(bar => bar.LostText, "not computed"));

        Assert.Equal("width: 40.0%", bar.Find(".progress-fill").GetAttribute("style"));
        Assert.Equal("width: 60.0%", bar.Find(".progress-lost").GetAttribute("style"));
        Assert.Equal("400", bar.Find("[role=progressbar]").GetAttribute("aria-valuenow"));
        Assert.Equal("400 / 1,000, 600 not computed", bar.Find(".progress-text").TextContent);
    }
}
