using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>Steps through the pages of a list; nothing where one page holds all.</summary>
public sealed partial class Pager : ComponentBase
{
    /// <summary>The page shown, from 1.</summary>
    [Parameter, EditorRequired]
    public required int Page { get; set; }

    /// <summary>Items on a page.</summary>
    [Parameter, EditorRequired]
    public required int PageSize { get; set; }

    /// <summary>Items in all.</summary>
    [Parameter, EditorRequired]
    public required int Total { get; set; }

    /// <summary>Called with the page the reader wants.</summary>
    [Parameter]
    public EventCallback<int> Changed { get; set; }

    private int Pages => (Total + PageSize - 1) / PageSize;
}
