using FastOde.Dashboard.ChartModels;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace FastOde.Dashboard.Components.Charts;

/// <summary>Draws a <see cref="LineChart"/>; a model that only adds points sends only these to the browser.</summary>
public sealed partial class Chart : ComponentBase, IAsyncDisposable
{
    private const string Module = "./_content/FastOde.Dashboard/Components/Charts/Chart.razor.js";
    private ElementReference canvas;
    private Drawing drawing = null!;
    private LineChart? drawn;
    private bool drawnDark;

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
    public ValueTask DisposeAsync() => drawing.DisposeAsync();

    /// <inheritdoc/>
    protected override void OnInitialized() => drawing = new(Browser, Module);

    /// <inheritdoc/>
    protected override Task OnAfterRenderAsync(bool firstRender) =>
        drawing.CatchUp(canvas, () => !ReferenceEquals(drawn, Model) || drawnDark != IsDark, module => Draw(module, Model, IsDark));

    private Task Save(string format) => drawing.Call("save", format, Name);

    private async Task Draw(IJSObjectReference module, LineChart wanted, bool dark)
    {
        var added = drawn is null || drawnDark != dark ? null : ChartDelta.Between(drawn, wanted);
        if (added is null)
        {
            await module.InvokeVoidAsync("draw", canvas, ChartOption.Of(wanted, dark));
        }
        else
        {
            var pieces = wanted.Series.Zip(added)
                .Where(pair => pair.Second.Count > 0)
                .Select(pair => new { id = pair.First.Id, points = pair.Second.Select(ChartOption.Row).ToArray() })
                .ToArray();
            if (pieces.Length > 0)
                await module.InvokeVoidAsync("append", canvas, pieces);
        }

        (drawn, drawnDark) = (wanted, dark);
    }
}
