using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace FastOde.Dashboard.Components.Charts;

/// <summary>The browser's side of a chart: its script, loaded when something is first drawn, and never asked twice at the same time.</summary>
/// <param name="browser">The browser.</param>
/// <param name="path">Where the script lies.</param>
internal sealed class Drawing(IJSRuntime browser, string path) : IAsyncDisposable
{
    private IJSObjectReference? module;
    private ElementReference canvas;
    private bool isBusy;

    /// <summary>Draws until the drawing shows what it should; what changes meanwhile is caught up with here.</summary>
    /// <param name="on">Where.</param>
    /// <param name="isStale">Whether the drawing shows something else than it should.</param>
    /// <param name="draw">Draws with the script.</param>
    public async Task CatchUp(ElementReference on, Func<bool> isStale, Func<IJSObjectReference, Task> draw)
    {
        if (isBusy)
            return;

        (isBusy, canvas) = (true, on);
        try
        {
            module ??= await browser.InvokeAsync<IJSObjectReference>("import", path);
            while (isStale())
                await draw(module);
        }
        catch (JSDisconnectedException)
        {
            // Nobody is there to see the drawing.
        }
        finally
        {
            isBusy = false;
        }
    }

    /// <summary>Calls a function of the script, if anything was drawn and somebody is there.</summary>
    /// <param name="function">Its name.</param>
    /// <param name="arguments">What it takes after the canvas.</param>
    public async Task Call(string function, params object?[] arguments)
    {
        if (module is null)
            return;

        try
        {
            await module.InvokeVoidAsync(function, [canvas, .. arguments]);
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone, and the drawing with it.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Call("dispose");
        try
        {
            if (module is not null)
                await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The script has gone with the browser.
        }
    }
}
