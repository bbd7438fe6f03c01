using System.Globalization;
using FastOde.Dashboard.ChartModels;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>A point in time, told by how far from now it is; the exact time stands in its title.</summary>
public sealed partial class Moment : ComponentBase
{
    /// <summary>The point in time.</summary>
    [Parameter, EditorRequired]
    public required DateTimeOffset At { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private string Exact => At.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private string Ago => (Time.GetUtcNow() - At) switch
    {
        { TotalSeconds: >= 5 } age => $"{NumberText.Duration(age)} ago",
        { TotalSeconds: <= -5 } wait => $"in {NumberText.Duration(-wait)}",
        _ => "just now",
    };
}
