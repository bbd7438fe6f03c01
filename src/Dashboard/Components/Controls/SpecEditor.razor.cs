using FastOde.Specs;
using FastOde.Specs.Reading;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>A text area for specs with line numbers; lines with problems are marked, and keys and values are offered as they are typed.</summary>
public sealed partial class SpecEditor : ComponentBase, IAsyncDisposable
{
    private const string Module = "./_content/FastOde.Dashboard/Components/Controls/SpecEditor.razor.js";

    // Of a longer text the server is not asked at every keystroke.
    private const int LongestSuggested = 100_000;

    private string typed = "";
    private string initial = "";
    private int generation;
    private int lines = 1;
    private HashSet<int> problemLines = [];
    private ElementReference area;
    private ElementReference panel;
    private ElementReference status;
    private DotNetObjectReference<SpecEditor>? self;
    private IJSObjectReference? suggestions;
    private int attached = -1;

    /// <summary>The text.</summary>
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>Called with the text at every keystroke.</summary>
    [Parameter]
    public EventCallback<string> TextChanged { get; set; }

    /// <summary>What is wrong with the text.</summary>
    [Parameter]
    public IReadOnlyList<SpecProblem> Problems { get; set; } = [];

    /// <summary>Id of the element that lists the problems.</summary>
    [Parameter]
    public string? DescribedBy { get; set; }

    [Inject]
    private SpecCompletion Completion { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    /// <summary>Selects a line and brings it into sight.</summary>
    /// <param name="line">The line, from 1.</param>
    public async Task GoTo(int line)
    {
        try
        {
            await Browser.InvokeVoidAsync("fastOdeEditor.goTo", area, line);
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone, and with it whoever wanted to see the line.
        }
    }

    /// <summary>What may stand at a place of the text. Called by the browser.</summary>
    /// <param name="text">The text as it is there.</param>
    /// <param name="caret">The place.</param>
    [JSInvokable]
    public SpecSuggestions Suggest(string text, int caret) => text is null || text.Length > LongestSuggested || caret < 0 || caret > text.Length
        ? new(0, 0, [])
        : Completion.At(text, caret);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await Detach();
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone, and what was attached with it.
        }

        self?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // A text from elsewhere comes in an area of its own.
        if (attached == generation)
            return;
        attached = generation;
        try
        {
            await Detach();
            await using var module = await Browser.InvokeAsync<IJSObjectReference>("import", Module);
            suggestions = await module.InvokeAsync<IJSObjectReference>("attach", area, panel, status, self ??= DotNetObjectReference.Create(this));
        }
        catch (JSDisconnectedException)
        {
            // The tab was closed while it loaded.
        }
    }

    private async Task Detach()
    {
        if (suggestions is not { } ended)
            return;
        suggestions = null;
        await ended.InvokeVoidAsync("dispose");
        await ended.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        // What the reader types is never sent back, or fast typing would be overwritten by its own echo.
        if (Text != typed)
        {
            (typed, initial) = (Text, Text);
            generation++;
        }

        lines = typed.Count(character => character == '\n') + 1;
        problemLines = [.. Problems.Select(problem => Math.Clamp(problem.Line, 1, lines))];
    }

    private Task Typed(ChangeEventArgs e)
    {
        typed = e.Value?.ToString() ?? "";
        return TextChanged.InvokeAsync(typed);
    }
}
