using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using FastOde.Dashboard.ChartModels;
using FastOde.Silo.Figures;
using OxyPlot;

namespace FastOde.Silo.Exports;

/// <summary>A figure as a part of a page: it has the page's width, its ids are its own, and its colours follow the page's.</summary>
internal static class InlineSvg
{
    /// <summary>The colours of figures on white with those on dark, and how they are named in the style of a page.</summary>
    public static readonly IReadOnlyList<(string Name, string Light, string Dark)> Colors =
    [
        ("--paper", "#ffffff", "#161d26"),
        ("--ink", "#1b2430", "#e8edf2"),
        ("--quiet", "#5d6b78", "#9fadba"),
        ("--grid", "#e3e7ec", "#2c3743"),
        .. Enumerable.Range(0, SeriesPalette.Count).Select(index => (
            string.Create(CultureInfo.InvariantCulture, $"--series-{index}"),
            SeriesPalette.Color(index, isDark: false),
            SeriesPalette.Color(index, isDark: true))),
    ];

    /// <summary>The element.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="place">Its place on the page, which keeps ids apart.</param>
    public static string Of(DrawnFigure figure, int place)
    {
        var text = Encoding.UTF8.GetString(FigureFile.Write(figure, ".svg"));
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        var root = XDocument.Load(reader).Root!;
        var prefix = string.Create(CultureInfo.InvariantCulture, $"figure-{place}-");
        foreach (var attribute in root.DescendantsAndSelf().Attributes())
        {
            attribute.Value = attribute.Name.LocalName switch
            {
                "id" => prefix + attribute.Value,
                "clip-path" => attribute.Value.Replace("url(#", $"url(#{prefix}", StringComparison.Ordinal),
                "style" or "fill" => Named(attribute.Value),
                _ => attribute.Value,
            };
        }

        root.SetAttributeValue("viewBox", $"0 0 {root.Attribute("width")!.Value} {root.Attribute("height")!.Value}");
        root.SetAttributeValue("width", null);
        root.SetAttributeValue("height", null);
        root.SetAttributeValue("role", "img");
        root.SetAttributeValue("aria-label", $"{figure.Caption}. {figure.Description}");
        return root.ToString(SaveOptions.DisableFormatting);
    }

    private static string Named(string style)
    {
        foreach (var (name, light, _) in Colors)
        {
            var color = OxyColor.Parse(light);
            style = style.Replace(string.Create(CultureInfo.InvariantCulture, $"rgb({color.R},{color.G},{color.B})"), $"var({name})", StringComparison.Ordinal);
        }

        return style;
    }
}
