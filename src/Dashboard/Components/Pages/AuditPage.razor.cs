using FastOde.Contracts.Access;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Pages;

/// <summary>Who changed what, for admins; what the list is narrowed to stands in the address.</summary>
public sealed partial class AuditPage : ComponentBase, IDisposable
{
    private const int PageSize = 50;
    private readonly CancellationTokenSource leaving = new();
    private IReadOnlyList<AuditRecord>? entries;

    /// <summary>Text that who or what an entry is about must have.</summary>
    [SupplyParameterFromQuery]
    public string? About { get; set; }

    /// <summary>Entries before this one only.</summary>
    [SupplyParameterFromQuery]
    public long? Before { get; set; }

    [Inject]
    private IAuditQueries Audit { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync() =>
        entries = await Audit.Entries(new AuditFilter { About = About, Before = Before, Take = PageSize }, leaving.Token);

    private string Address(long? before) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["before"] = before });

    private void ChangeAbout(string? text) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["about"] = string.IsNullOrEmpty(text) ? null : text, ["before"] = null }), replace: true);
}
