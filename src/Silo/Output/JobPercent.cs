using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FastOde.Silo.Output;

/// <summary>The part of a job in percent; nothing where it is not known.</summary>
internal sealed class JobPercent : ProgressColumn
{
    /// <inheritdoc/>
    protected override bool NoWrap => true;

    /// <inheritdoc/>
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(task.IsIndeterminate ? "" : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(task.Percentage),3}%"));

    /// <inheritdoc/>
    public override int? GetColumnWidth(RenderOptions options) => 4;
}
