using Spectre.Console;
using Spectre.Console.Rendering;

namespace FastOde.Silo.Progress;

/// <summary>
/// A line that is written above live bars. The console puts the cursor where the bars begin and draws them again below
/// the line; what stood there is erased first, or the rest of a longer bar would stand behind the line's end.
/// </summary>
/// <param name="text">The line; one that is wider than the terminal is folded.</param>
internal sealed class ErasedLine(string text) : Renderable
{
    private const string EraseBelow = "\u001b[J";

    /// <inheritdoc/>
    protected override Measurement Measure(RenderOptions options, int maxWidth) => ((IRenderable)Line()).Measure(options, maxWidth);

    /// <inheritdoc/>
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        ((IRenderable)Line()).Render(options, maxWidth).Prepend(Segment.Control(EraseBelow));

    private Text Line() => new(text + "\n");
}
