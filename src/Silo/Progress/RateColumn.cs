using System.Collections.Concurrent;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FastOde.Silo.Progress;

/// <summary>Iterations a second and time left, as the trials themselves report them.</summary>
internal sealed class RateColumn : ProgressColumn
{
    // Bars are drawn on a thread of the console's.
    private readonly ConcurrentDictionary<int, string> speeds = new();

    /// <inheritdoc/>
    protected override bool NoWrap => true;

    /// <summary>Sets what the column shows beside a bar.</summary>
    public void Set(ProgressTask bar, string speed) => speeds[bar.Id] = speed;

    /// <inheritdoc/>
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(speeds.GetValueOrDefault(task.Id, ""));
}
