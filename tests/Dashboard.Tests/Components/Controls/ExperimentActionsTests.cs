using AngleSharp.Dom;
using Bunit;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Dashboard.Components.Controls;
using FastOde.Dashboard.Tests.TestSupport;
using FastOde.TestSupport;
using MudBlazor;

namespace FastOde.Dashboard.Tests.Components.Controls;

public sealed class ExperimentActionsTests : DashboardContext
{
    private int changed;

    [Fact]
    public void Archive_AndItsUndo_AskTheCatalogInTheVisitorsName()
    {
        var messages = Render<MudSnackbarProvider>();
        var actions = Render(Sample.Experiment(3));

        Button(actions, "Archive two-gaussians").Click();

        actions.WaitForAssertion(() => Assert.Contains("two-gaussians is archived.", Messages));
        Assert.Equal(("archive 3", "anna"), (Catalog.Changes[0].What, Catalog.Changes[0].Caller?.Name));
        Assert.Equal(1, changed);

        messages.WaitForAssertion(() => messages.FindAll("button").Single(button => button.TextContent.Trim() == "Undo").Click());
        actions.WaitForAssertion(() => Assert.Equal("restore 3", Catalog.Changes[^1].What));
    }

    [Fact]
    public void Delete_Button_DeletesWithoutAQuestionBecauseItCanBeTakenBack()
    {
        var actions = Render(Sample.Experiment(3));

        Button(actions, "Delete two-gaussians").Click();

        actions.WaitForAssertion(() => Assert.Contains(Messages, message => message.Contains("is deleted", StringComparison.Ordinal)));
        Assert.Equal("delete 3", Catalog.Changes[0].What);
    }

    [Fact]
    public void Delete_ThatIsRefused_SaysWhy()
    {
        Catalog.Failure = new ExperimentRefusedException("experiment 3 is running: cancel it first");
        var actions = Render(Sample.Experiment(3));

        Button(actions, "Delete two-gaussians").Click();

        actions.WaitForAssertion(() => Assert.Contains("Experiment 3 is not deleted: experiment 3 is running: cancel it first", Messages));
    }

    [Fact]
    public void Actions_OfADeletedExperiment_OfferToTakeItBack()
    {
        var actions = Render(Sample.Experiment(3) with { GoesAt = DateTimeOffset.UnixEpoch.AddHours(2) });

        actions.FindAll("button").Single().Click();

        actions.WaitForAssertion(() => Assert.Equal("undelete 3", Assert.Single(Catalog.Changes).What));
    }

    [Fact]
    public void Edit_Dialog_ChangesNameTagsAndNotes()
    {
        var dialogs = Render<MudDialogProvider>();
        Results.Experiments.Add(Sample.Experiment(3) with { Tags = ["paper"] });
        Results.Notes = "as it was";
        var actions = Render(Results.Experiments[0]);
        Button(actions, "Edit name, tags and notes of two-gaussians").Click();
        dialogs.WaitForAssertion(() => Assert.Equal("paper", dialogs.FindAll("input")[1].GetAttribute("value")));

        dialogs.FindAll("input")[1].Input("two:words");
        Save(dialogs);
        dialogs.WaitForAssertion(() => Assert.Contains("tag 'two:words'", dialogs.Markup, StringComparison.Ordinal));
        dialogs.FindAll("input")[0].Input("renamed");
        dialogs.FindAll("input")[1].Input("paper, new");
        dialogs.Find("textarea").Input("a note");
        Save(dialogs);

        actions.WaitForAssertion(() => Assert.Equal("edit 3: name renamed; tags new paper; notes of 6 characters", Assert.Single(Catalog.Changes).What));
    }

    private static void Save(IRenderedComponent<MudDialogProvider> dialogs) =>
        dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Save").Click();

    private static IElement Button(IRenderedComponent<ExperimentActions> actions, string label) => actions.Find($"button[aria-label='{label}']");

    private IRenderedComponent<ExperimentActions> Render(ExperimentSummary experiment) =>
        Render<ExperimentActions>(parameters => parameters.Add(actions => actions.Experiment, experiment).Add(actions => actions.Changed, () => changed++));
}
