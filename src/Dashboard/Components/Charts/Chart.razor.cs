using FastOde.Dashboard.ChartModels;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace FastOde.Dashboard.Components.Charts;

/// <summary>Draws a <see cref="LineChart"/>; a model that only adds points sends only these to the browser.</summary>
public sealed partial class Chart : ComponentBase, IAsyncDisposable
{
    private const string Module = "./_content/FastOde.Dashboard/Components/Charts/Chart.razor.js";
    private ElementReference canvas;
    private IJSObjectReference? module;
    private LineChart? drawn;
    private bool drawnDark;
    private bool drawing;

    /// <summary>What to show.</summary>
    [Parameter, EditorRequired]
    public required LineChart Model { get; set; }

    /// <summary>Name by which tests and styles find the chart.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>Height of the drawing in pixels.</summary>
    [Parameter]
    public int Height { get; set; } = 340;

    /// <summary>What stands in a chart without points.</summary>
    [Parameter]
    public string EmptyText { get; set; } = "No points yet.";

    /// <summary>Controls beside the title.</summary>
    [Parameter]
    public RenderFragment? Actions { get; set; }

    /// <summary>Whether the page is dark.</summary>
    [CascadingParameter(Name = "IsDark")]
    public bool IsDark { get; set; }

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (module is not null)
        {
            try
            {
                await module.InvokeVoidAsync("dispose", canvas);
                await module.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // The browser has gone, and the drawing with it.
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Drawing waits for the browser; renders in between are caught up by the loop, never drawn at the same time.
        if (drawing)
            return;

        drawing = true;
        try
        {
            module ??= await Browser.InvokeAsync<IJSObjectReference>("import", Module);
            while (!ReferenceEquals(drawn, Model) || drawnDark != IsDark)
                await Draw(Model, IsDark);
        }
        catch (JSDisconnectedException)
        {
            // Nobody is there to see the drawing.
        }
        finally
        {
            drawing = false;
        }
    }

    private async Task Save(string format)
    {
        if (module is null)
            return;

        try
        {
            await module.InvokeVoidAsync("save", canvas, format, Name);
        }
        catch (JSDisconnectedException)
        {
            // Nobody is there to take the file.
        }
    }

    private async Task Draw(LineChart wanted, bool dark)
    {
        var added = drawn is null || drawnDark != dark ? null : ChartDelta.Between(drawn, wanted);
        if (added is null)
        {
            await module!.InvokeVoidAsync("draw", canvas, ChartOption.Of(wanted, dark));
        }
        else
        {
            var pieces = wanted.Series.Zip(added)
                .Where(pair => pair.Second.Count > 0)
                .Select(pair => new { id = pair.First.Id, points = pair.Second.Select(ChartOption.Row).ToArray() })
                .ToArray();
            if (pieces.Length > 0)
                await module!.InvokeVoidAsync("append", canvas, pieces);
        }

        (drawn, drawnDark) = (wanted, dark);
    }
}
