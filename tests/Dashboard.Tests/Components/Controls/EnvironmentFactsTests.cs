using Bunit;
using FastOde.Contracts.Results;
using FastOde.Dashboard.Components.Controls;
using FastOde.Dashboard.Tests.TestSupport;

namespace FastOde.Dashboard.Tests.Components.Controls;

public sealed class EnvironmentFactsTests : DashboardContext
{
    [Fact]
    public void Facts_OfAnEnvironment_HaveTheirNames()
    {
        var environment = new AttemptEnvironment
        {
            Version = "0.1.0+abc",
            IsModified = true,
            Torch = "libtorch 2.10",
            Runtime = ".NET 10",
            System = "Linux",
            Processor = "a processor",
            Device = "cpu",
            Threads = 2,
            DataSha256 = "ff",
        };

        var facts = Render<EnvironmentFacts>(parameters => parameters.Add(control => control.Environment, environment));

        Assert.Equal("Trained with 0.1.0+abc, built with changes", facts.Find("summary").TextContent);
        Assert.Equal(["FastOde", "torch", ".NET", "system", "processor", "device", "threads", "data"], facts.FindAll("dt").Select(name => name.TextContent));
        Assert.Equal("2", facts.FindAll("dd")[6].TextContent);
    }
}
