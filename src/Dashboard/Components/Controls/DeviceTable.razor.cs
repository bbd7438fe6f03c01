using FastOde.Contracts.Trainers;
using FastOde.Dashboard.ChartModels;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>How devices are used now and were in the last minutes.</summary>
public sealed partial class DeviceTable : ComponentBase
{
    private const string OverTime = "Last minutes";

    /// <summary>The devices.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<DeviceStatus> Devices { get; set; }

    private static string Memory(DeviceUse use) => (use.MemoryUsed, use.MemoryTotal) switch
    {
        ({ } used, { } total) => $"{NumberText.Bytes(used)} of {NumberText.Bytes(total)}",
        (null, { } total) => NumberText.Bytes(total),
        ({ } used, null) => NumberText.Bytes(used),
        _ => "–",
    };
}
