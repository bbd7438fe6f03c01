using System.Text;
using FastOde.Silo.Output;
using OxyPlot;
using OxyPlot.SkiaSharp;
using SkiaSharp;

namespace FastOde.Silo.Figures;

/// <summary>A figure as the bytes of a file.</summary>
internal static class FigureFile
{
    /// <summary>File name extensions that can be written.</summary>
    public static readonly IReadOnlyList<string> Extensions = [".svg", ".png"];

    private const int Width = 860;

    // Pixels for one unit of an SVG: sharp on a screen and in print.
    private const int PngScale = 2;
    private const float DotsPerInch = 96;

    /// <summary>Draws a figure.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="extension">One of <see cref="Extensions"/>.</param>
    /// <exception cref="CommandFailure">The machine has no font to write or measure labels with.</exception>
    public static byte[] Write(Figure figure, string extension) => Write(DrawnFigure.Of("figure", figure), extension);

    /// <summary>Writes a figure that is drawn.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="extension">One of <see cref="Extensions"/>.</param>
    /// <exception cref="CommandFailure">The machine has no font to write or measure labels with.</exception>
    public static byte[] Write(DrawnFigure figure, string extension)
    {
        using var font = SKTypeface.Default.OpenStream();
        if (font is null)
            throw new CommandFailure(ExitCode.Environment, "figures need a font for their labels, and this machine has none; install one, such as Debian's fonts-dejavu-core");
        return extension == ".svg" ? Svg(figure.Plot, figure.Height) : Png(figure.Plot, figure.Height);
    }

    private static byte[] Svg(PlotModel plot, int height)
    {
        // The library's own measure of text is too narrow, and labels would run into each other.
        using var measure = new SkiaRenderContext();
        var exporter = new OxyPlot.SvgExporter() { Width = Width, Height = height, TextMeasurer = measure };
        return Encoding.UTF8.GetBytes(exporter.ExportToString(plot));
    }

    private static byte[] Png(PlotModel plot, int height)
    {
        using var file = new MemoryStream();
        new PngExporter { Width = Width * PngScale, Height = height * PngScale, Dpi = DotsPerInch * PngScale }.Export(plot, file);
        return file.ToArray();
    }
}
