using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace FastOde.Dashboard.Components.Charts;

/// <summary>
/// Shows its content from the moment on at which its place comes near the part of the page that is in sight. A page of forty charts is then
/// built, sent and drawn as far as somebody looks.
/// </summary>
public sealed partial class WhenNear : ComponentBase, IAsyncDisposable
{
    private const string Module = "./_content/FastOde.Dashboard/Components/Charts/WhenNear.razor.js";
    private ElementReference place;
    private Drawing drawing = null!;
    private DotNetObjectReference<WhenNear>? own;
    private bool isNear;

    /// <summary>What to show.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    /// <summary>Whether it is shown at once, wherever it is.</summary>
    [Parameter]
    public bool AtOnce { get; set; }

    /// <summary>Height of its place until then, in pixels.</summary>
    [Parameter]
    public int Height { get; set; } = 380;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    /// <summary>Called by the browser when the place has come near.</summary>
    [JSInvokable]
    public void Come()
    {
        isNear = true;
        StateHasChanged();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await drawing.DisposeAsync();
        own?.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => (drawing, isNear) = (new(Browser, Module), AtOnce);

    /// <inheritdoc/>
    protected override Task OnAfterRenderAsync(bool firstRender) => drawing.CatchUp(
        place,
        () => !isNear && own is null,
        async module =>
        {
            own = DotNetObjectReference.Create(this);
            await module.InvokeVoidAsync("watch", place, own);
        });
}
