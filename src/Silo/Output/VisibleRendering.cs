using FastOde.Specs.Words;
using Spectre.Console.Rendering;

namespace FastOde.Silo.Output;

/// <summary>Shows on a terminal, where <see cref="VisibleWriter"/> would break colours and bars, what is hidden in the texts that are drawn.</summary>
internal sealed class VisibleRendering : IRenderHook
{
    /// <inheritdoc/>
    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) =>
        renderables.Select(renderable => new Shown(renderable));

    private sealed class Shown(IRenderable inner) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => inner.Render(options, maxWidth).Select(segment =>
            segment.IsControlCode || segment.IsLineBreak || VisibleText.IndexOfHidden(segment.Text, "\n") < 0
                ? segment
                : new Segment(VisibleText.Of(segment.Text), segment.Style));
    }
}
