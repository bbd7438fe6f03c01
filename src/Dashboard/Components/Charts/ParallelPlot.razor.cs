using FastOde.Dashboard.ChartModels;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace FastOde.Dashboard.Components.Charts;

/// <summary>Draws a <see cref="ParallelChart"/>, and says which parts of its axes somebody marks.</summary>
public sealed partial class ParallelPlot : ComponentBase, IAsyncDisposable
{
    private const string Module = "./_content/FastOde.Dashboard/Components/Charts/ParallelPlot.razor.js";
    private ElementReference canvas;
    private Drawing drawing = null!;
    private DotNetObjectReference<ParallelPlot>? own;
    private ParallelChart? drawn;
    private bool drawnDark;

    /// <summary>What to show.</summary>
    [Parameter, EditorRequired]
    public required ParallelChart Model { get; set; }

    /// <summary>Name by which tests and styles find the chart.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>Height of the drawing in pixels.</summary>
    [Parameter]
    public int Height { get; set; } = 380;

    /// <summary>Called with the filter of the trials whose lines pass through all marked parts; empty where none is marked.</summary>
    [Parameter]
    public EventCallback<string> Marked { get; set; }

    /// <summary>Whether the page is dark.</summary>
    [CascadingParameter(Name = "IsDark")]
    public bool IsDark { get; set; }

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    /// <summary>Called by the browser when parts of axes were marked, or are no more.</summary>
    /// <param name="parts">Each an axis by its place, and from where to where.</param>
    [JSInvokable]
    public Task Mark(double[][] parts) => Marked.InvokeAsync(
        Model.Filter((parts ?? []).Where(part => part is { Length: 3 } && part.All(double.IsFinite)).Select(part => ((int)part[0], part[1], part[2]))));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await drawing.DisposeAsync();
        own?.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => drawing = new(Browser, Module);

    /// <inheritdoc/>
    protected override Task OnAfterRenderAsync(bool firstRender) => drawing.CatchUp(
        canvas,
        () => !ReferenceEquals(drawn, Model) || drawnDark != IsDark,
        async module =>
        {
            own ??= DotNetObjectReference.Create(this);
            (drawn, drawnDark) = (Model, IsDark);
            await module.InvokeVoidAsync("draw", canvas, ParallelOption.Of(Model, IsDark), own);
        });
}
