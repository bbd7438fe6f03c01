using Microsoft.JSInterop;

namespace FastOde.Dashboard.Specs;

/// <summary>The spec that a visitor is writing, kept in the browser so that neither a closed page nor a new server loses it.</summary>
/// <param name="browser">The visitor's browser.</param>
public sealed class SpecDraft(IJSRuntime browser)
{
    /// <summary>The draft; null where there is none, and where the browser has gone.</summary>
    public async Task<string?> Read()
    {
        try
        {
            return await browser.InvokeAsync<string?>("fastOdeDraft.read");
        }
        catch (JSDisconnectedException)
        {
            return null;
        }
    }

    /// <summary>Keeps a draft in place of the one before.</summary>
    /// <param name="text">The text as typed.</param>
    public Task Write(string text) => Quietly("fastOdeDraft.write", text);

    /// <summary>Keeps none any more.</summary>
    public Task Forget() => Quietly("fastOdeDraft.forget");

    private async Task Quietly(string function, params object[] arguments)
    {
        try
        {
            await browser.InvokeVoidAsync(function, arguments);
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone; it has the draft of the last pause in typing.
        }
    }
}
