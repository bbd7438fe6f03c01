using System.Globalization;
using FastOde.Dashboard.ChartModels;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>
/// Chooses one of the training steps that were evaluated, the oldest at the left; the step stands in the address as
/// <c>step</c>, the newest as none, so that a page left there follows the training. It plays from the step shown, or from the
/// oldest where the newest is, up to the newest.
/// </summary>
public sealed partial class StepSlider : ComponentBase, IDisposable
{
    /// <summary>How long a step is shown while it plays.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(700);

    private const string Key = "step";
    private ITimer? playing;

    /// <summary>The steps, the newest first; at least one.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<int> Steps { get; set; }

    /// <summary>The step shown, one of <see cref="Steps"/>.</summary>
    [Parameter, EditorRequired]
    public required int Current { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private int Place => Steps.Count - 1 - Steps.ToList().IndexOf(Current);

    private string Text => Current == Steps[0] ? $"{NumberText.Count(Current)} (newest)" : NumberText.Count(Current);

    /// <summary>The step that an address names, or the newest where it names none of these.</summary>
    /// <param name="steps">The steps, the newest first; at least one.</param>
    /// <param name="text">The address's step.</param>
    public static int Chosen(IReadOnlyList<int> steps, string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var step) && steps.Contains(step) ? step : steps[0];

    /// <inheritdoc/>
    public void Dispose() => Stop();

    private void Change(ChangeEventArgs e)
    {
        Stop();
        Go(int.Parse((string)e.Value!, CultureInfo.InvariantCulture));
    }

    private void PlayOrStop()
    {
        if (playing is not null)
        {
            Stop();
            return;
        }

        if (Place == Steps.Count - 1)
            Go(0);
        playing = Time.CreateTimer(_ => _ = InvokeAsync(Next), null, Beat, Beat);
    }

    private void Next()
    {
        // A beat may come after it was stopped.
        if (playing is null)
            return;
        if (Place >= Steps.Count - 2)
            Stop();
        if (Place < Steps.Count - 1)
            Go(Place + 1);
        StateHasChanged();
    }

    private void Stop()
    {
        playing?.Dispose();
        playing = null;
    }

    private void Go(int place)
    {
        var step = Steps[Steps.Count - 1 - place];
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(Key, step == Steps[0] ? null : (int?)step), replace: true);
    }
}
