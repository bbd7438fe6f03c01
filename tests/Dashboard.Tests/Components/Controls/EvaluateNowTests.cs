using Bunit;
using FastOde.Contracts.OnDemand;
using FastOde.Contracts.Results;
using FastOde.Dashboard.Components.Controls;
using FastOde.Dashboard.Tests.TestSupport;
using FastOde.TestSupport;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Dashboard.Tests.Components.Controls;

public sealed class EvaluateNowTests : DashboardContext
{
    private IReadOnlyList<EvaluationRecord> measured = [];

    [Fact]
    public void Form_SeveralNumbers_AskForASettingEach()
    {
        var control = Open();
        control.FindAll("select")[0].Change("euler");
        control.FindAll("input")[0].Change("3, 6 12");
        control.FindAll("select")[1].Change("curvature");

        control.Find("form").Submit();

        control.WaitForAssertion(() => Assert.Equal(["curvature, wasserstein2 at euler/curvature-3, euler/curvature-6, euler/curvature-12"], Evaluating.Orders));
    }

    [Fact]
    public void Cells_OnceMeasured_AreTold()
    {
        var control = Open();
        control.Find("form").Submit();
        control.WaitForElement("[role=progressbar]");

        Evaluating.Current = Evaluating.Current! with { State = WorkState.Completed, Rows = [Sample.Row("1-1", 5)] };
        Time.Advance(TimeSpan.FromSeconds(0.6));

        control.WaitForAssertion(() => Assert.Equal(5, Assert.Single(measured).Value));
        Assert.Contains("they are not stored", control.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancel_WhileMeasured_IsPassedOn()
    {
        var control = Open();
        control.Find("form").Submit();
        control.WaitForElement("[role=progressbar]");

        control.FindAll("button").Single(button => button.TextContent.Trim() == "Cancel").Click();

        control.WaitForAssertion(() => Assert.Equal("cancel", Evaluating.Orders[^1]));
    }

    [Fact]
    public void Checkpoint_Chosen_IsMeasuredAndItsCellsAreShown()
    {
        var control = Open();
        control.FindAll("select")[2].Change("800");
        control.Find("form").Submit();
        control.WaitForAssertion(() => Assert.Equal(["curvature, wasserstein2 at heun-9, of step 800"], Evaluating.Orders));

        Evaluating.Current = Evaluating.Current! with { State = WorkState.Completed, Step = 800, Rows = [Sample.Row("1-1", 5) with { Step = 800 }] };
        Time.Advance(TimeSpan.FromSeconds(0.6));

        control.WaitForAssertion(() => Assert.EndsWith("?step=800", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        Assert.StartsWith("Measured curvature, wasserstein2 at heun-9, from the checkpoint of step 800.", control.Find("[role=status]").TextContent.Trim(), StringComparison.Ordinal);
    }

    private IRenderedComponent<EvaluateNow> Open() => Render<EvaluateNow>(parameters => parameters
        .Add(control => control.TrialId, "1-1")
        .Add(control => control.Artifacts, [new() { Kind = ArtifactKinds.Checkpoint, Path = "step-00000800.safetensors", Step = 800, Bytes = 1, Sha256 = "" }])
        .Add(control => control.Metrics, ["curvature", "wasserstein2"])
        .Add(control => control.Measured, rows => measured = rows));
}
