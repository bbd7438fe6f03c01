using FastOde.Specs;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>A text area for specs with line numbers; lines with problems are marked.</summary>
public sealed partial class SpecEditor : ComponentBase
{
    private string typed = "";
    private string initial = "";
    private int generation;
    private int lines = 1;
    private HashSet<int> problemLines = [];
    private ElementReference area;

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
