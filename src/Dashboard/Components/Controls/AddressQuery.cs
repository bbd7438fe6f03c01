using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>
/// Reads choices from the address for the parts of a page. Only pages let the framework supply them: it forbids that a part
/// which wants some appears while it supplies the page, as when another tab is opened.
/// </summary>
public static class AddressQuery
{
    /// <summary>The value of a key in the address; null where it is absent.</summary>
    /// <param name="navigation">Knows the address.</param>
    /// <param name="key">The key.</param>
    public static string? Query(this NavigationManager navigation, string key) =>
        QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query).TryGetValue(key, out var values) ? values[^1] : null;
}
