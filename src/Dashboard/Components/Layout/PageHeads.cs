namespace FastOde.Dashboard.Components.Layout;

/// <summary>What a page is headed by until it has read what it shows.</summary>
public static class PageHeads
{
    /// <summary>The heading of the page at an address.</summary>
    /// <param name="path">The address from the root on, without a slash before it.</param>
    public static string Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Split('?')[0].Split('/') switch
        {
            [""] or ["experiments"] => "Experiments",
            ["experiments", var id] => $"Experiment {Uri.UnescapeDataString(id)}",
            ["trials", var id] => $"Trial {Uri.UnescapeDataString(id)}",
            ["compare"] => "Compare trials",
            ["new"] => "New sweep",
            ["slots"] => "Slots",
            ["access"] => "Access",
            ["audit"] => "Audit",
            ["settings"] => "Settings",
            _ => "Not found",
        };
    }
}
