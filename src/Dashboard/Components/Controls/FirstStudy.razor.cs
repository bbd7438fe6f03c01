using FastOde.Contracts.Experiments;
using FastOde.Dashboard.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;
using MudBlazor;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>What stands where there is no experiment yet: a study that one click submits, and whose page opens then.</summary>
public sealed partial class FirstStudy : ComponentBase
{
    private const string Example = "two-gaussians";

    // Kept, so that pressing again after a lost answer submits nothing twice.
    private readonly string key = SubmissionKey.New();
    private bool busy;

    [Inject]
    private IGrainFactory Grains { get; set; } = null!;

    [Inject]
    private Visitor Visitor { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private ILogger<FirstStudy> Logger { get; set; } = null!;

    private async Task Run()
    {
        busy = true;
        try
        {
            var catalog = Grains.GetGrain<IExperimentCatalogGrain>(0);
            var spec = (await catalog.Examples()).Single(example => example.Name == Example);
            var outcome = await Visitor.As(() => catalog.Submit(spec.Text, $"{Example}.yaml", key));
            if (outcome.ExperimentId is { } id)
                Navigation.NavigateTo($"experiments/{id}");
            else
                Snackbar.Add($"The study could not be submitted: {outcome.Problems[0]}", Severity.Error);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Logger.LogWarning(exception, "The first study could not be submitted.");
            Snackbar.Add($"The study could not be submitted: {exception.Message}", Severity.Error);
        }
        finally
        {
            busy = false;
        }
    }
}
