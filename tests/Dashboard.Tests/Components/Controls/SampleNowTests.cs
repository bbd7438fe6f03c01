using Bunit;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.OnDemand;
using FastOde.Contracts.Results;
using FastOde.Dashboard.Components.Controls;
using FastOde.Dashboard.Tests.TestSupport;

namespace FastOde.Dashboard.Tests.Components.Controls;

public sealed class SampleNowTests : DashboardContext
{
    private static readonly SamplingStatus Made = new()
    {
        Key = "k",
        Order = new SampleOrder { Solver = "euler/curvature", Number = 4, Count = 16 },
        State = WorkState.Completed,
        Step = 1200,
        StepCount = 4,
        Nfe = 4,
        Seconds = 1.6,
        Files = [new(SamplingStatus.Archive, 4096), new(SamplingStatus.Picture, 1024)],
    };

    [Fact]
    public void Form_Chosen_IsWhatIsAskedFor()
    {
        var control = Open();
        control.FindAll("select")[0].Change("euler");
        control.FindAll("select")[1].Change("curvature");
        control.FindAll("input")[0].Change("4");
        control.FindAll("input")[1].Change("16");
        control.FindAll("input")[2].Change("7");

        control.Find("form").Submit();

        control.WaitForAssertion(() => Assert.Equal(["16 samples by euler/curvature-4 with seed 7"], Sampling.Orders));
        Assert.Equal("0", control.Find("[role=progressbar]").GetAttribute("aria-valuenow"));
    }

    [Fact]
    public void Form_AdaptiveSolver_AsksForATolerance()
    {
        var control = Open();

        control.FindAll("select")[0].Change("dopri5");

        Assert.Equal(["Solver", "Checkpoint"], control.FindAll("label:has(select) > span").Select(label => label.TextContent));
        control.Find("form").Submit();
        control.WaitForAssertion(() => Assert.Equal(["64 samples by dopri5-1E-05 with seed 0"], Sampling.Orders));
    }

    [Fact]
    public void Samples_OnceMade_AreShownAndCanBeFetched()
    {
        var control = Open();
        control.Find("form").Submit();
        control.WaitForElement("[role=progressbar]");

        Sampling.Current = Made;
        Time.Advance(TimeSpan.FromSeconds(0.6));

        control.WaitForAssertion(() => Assert.Equal("samples/1-1/k/grid.png", control.Find("img").GetAttribute("src")));
        Assert.Contains("4 steps, NFE 4, 100 ms a sample", control.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Equal("samples/1-1/k/samples.zip", control.Find("a[download]").GetAttribute("href"));
        Assert.Empty(control.FindAll("[role=progressbar]"));
    }

    [Fact]
    public void Points_OnceMade_LieOverData()
    {
        (Sampling.Current, Sampling.Drawn) = (Made with { Files = [Made.Files[0]] }, new SamplePoints { X = [0, 1], Y = [0, 1], DataX = [0.5f], DataY = [2] });

        var control = Open();

        Assert.Equal((2, 1), (control.FindAll(".made-points circle").Count, control.FindAll(".real-points circle").Count));
    }

    [Fact]
    public void Cancel_WhileMade_IsPassedOn()
    {
        var control = Open();
        control.Find("form").Submit();
        control.WaitForElement("[role=progressbar]");

        control.FindAll("button").Single(button => button.TextContent.Trim() == "Cancel").Click();

        control.WaitForAssertion(() => Assert.Equal("cancel", Sampling.Orders[^1]));
        Assert.Contains("Cancelled.", control.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Refusal_OfTheOrder_IsSaidBesideTheForm()
    {
        Sampling.Failure = new ExperimentRefusedException("8 orders wait.");
        var control = Open();

        control.Find("form").Submit();

        control.WaitForAssertion(() => Assert.Equal("8 orders wait.", control.Find("[role=alert]").TextContent));
    }

    [Fact]
    public void Checkpoint_Chosen_IsWhatIsAskedForAndSaidOnce()
    {
        var control = Open();
        Assert.Equal(["the last", "step 1,200", "step 800"], control.FindAll("select")[2].QuerySelectorAll("option").Select(option => option.TextContent));

        control.FindAll("select")[2].Change("800");
        control.Find("form").Submit();

        control.WaitForAssertion(() => Assert.Equal(["64 samples by heun-9 with seed 0, of step 800"], Sampling.Orders));
        Assert.Equal("64 samples by heun-9 with seed 0, from the checkpoint of step 800.", control.Find("[role=status]").TextContent.Trim());
    }

    [Fact]
    public void Checkpoint_DeletedSinceItWasChosen_StaysChosen()
    {
        var control = Open();
        control.FindAll("select")[2].Change("800");

        control.Render(parameters => parameters.Add(page => page.Artifacts, [Checkpoint(1200), Checkpoint(1600)]));

        Assert.Equal("800", control.FindAll("select")[2].QuerySelector("option[selected]")!.GetAttribute("value"));
    }

    private static ArtifactRecord Checkpoint(int step) =>
        new() { Kind = ArtifactKinds.Checkpoint, Path = $"artifacts/1-1/checkpoints/step-{step:D8}.safetensors", Step = step, Bytes = 1, Sha256 = "" };

    private IRenderedComponent<SampleNow> Open() => Render<SampleNow>(parameters => parameters
        .Add(control => control.TrialId, "1-1")
        .Add(control => control.Artifacts, [Checkpoint(800), Checkpoint(1200), Checkpoint(800) with { Kind = ArtifactKinds.Samples }]));
}
