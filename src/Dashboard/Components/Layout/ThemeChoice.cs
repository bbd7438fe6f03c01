namespace FastOde.Dashboard.Components.Layout;

/// <summary>What decides between light and dark.</summary>
public enum ThemeChoice
{
    /// <summary>The system's setting, also when it changes.</summary>
    System,

    /// <summary>Always light.</summary>
    Light,

    /// <summary>Always dark.</summary>
    Dark,
}
