using FastOde.Specs.Reading;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>The keys that most specs set, as fields: they follow the text, and what is typed here changes the text of that key alone.</summary>
public sealed partial class SpecFormFields : ComponentBase
{
    private const string SolverKeys = "trial.evaluation.solvers.";
    private IReadOnlyList<SpecField>? fields;
    private string? shown;
    private string? added;
    private string? refusedKey;
    private string refusal = "";

    /// <summary>The spec's text.</summary>
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>Called with the new text when a field has changed.</summary>
    [Parameter]
    public EventCallback<string> TextChanged { get; set; }

    [Inject]
    private SpecForm Form { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (Text == shown)
            return;
        (shown, refusedKey) = (Text, null);
        Read();
    }

    private void Read()
    {
        fields = Form.Read(Text);
        if (added is not null && fields is not null && fields.All(field => field.Label != added))
            fields = [.. fields, Form.Solver(added)];
        else
            added = null;
    }

    private static bool IsSolver(SpecField field) => field.Key.StartsWith(SolverKeys, StringComparison.Ordinal);

    private void AddSolver(ChangeEventArgs e)
    {
        if (e.Value?.ToString() is not { Length: > 0 } solver)
            return;
        added = solver;
        Read();
    }

    private async Task Write(SpecField field, ChangeEventArgs e)
    {
        try
        {
            var text = SpecForm.Write(Text, field, e.Value?.ToString() ?? "");
            refusedKey = null;
            if (text != Text)
                await TextChanged.InvokeAsync(text);
        }
        catch (FormatException refused)
        {
            (refusedKey, refusal) = (field.Key, refused.Message);
        }
    }
}
