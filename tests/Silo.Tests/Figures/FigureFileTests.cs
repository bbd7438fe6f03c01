using System.Text;
using System.Xml.Linq;
using FastOde.Dashboard.ChartModels;
using FastOde.Silo.Figures;

namespace FastOde.Silo.Tests.Figures;

public sealed class FigureFileTests
{
    private static readonly Figure Figure = new(
        "mnist-small",
        "FID against NFE",
        [
            new LineChart
            {
                Title = "FID against NFE",
                Description = "",
                XAxis = new ChartAxis("NFE (measured)", Log: true),
                YAxis = new ChartAxis("FID (mnist-classifier)", Log: true),
                Series =
                [
                    new ChartSeries { Id = "a", Name = "independent", ColorIndex = 0, Marked = true, Points = [new(2, 292, 280, 304), new(20, 28, 27, 29)] },
                    new ChartSeries { Id = "b", Name = "learned · beta 20", ColorIndex = 1, Marked = true, Points = [new(2, 227), new(20, 23)] },
                ],
                ReferenceLines = [new ReferenceLine("floor", 5)],
            },
        ]);

    [Fact]
    public void Write_Svg_NamesTitleAxesLinesAndMeasuredPlaces()
    {
        var texts = Texts(Figure);

        Assert.Superset(
            new HashSet<string>(["mnist-small", "FID against NFE", "NFE (measured)", "FID (mnist-classifier)", "independent", "learned · beta 20", "floor 5.00", "2", "20"]),
            texts);
    }

    [Fact]
    public void Write_NamesWithHiddenCharacters_ShowsThem()
    {
        var chart = Figure.Panels[0];
        var texts = Texts(Figure with
        {
            Title = "a\u001b[2J",
            Subtitle = "b\u202e",
            Panels = [chart with { XAxis = new ChartAxis("c\0"), Series = [chart.Series[0] with { Name = "d\n" }], ReferenceLines = [new ReferenceLine("e\u0007", 5)] }],
        });

        Assert.Superset(new HashSet<string>([@"a\u001b[2J", @"b\u202e", @"c\u0000", @"d\n", @"e\u0007 5.00"]), texts);
    }

    [Fact]
    public void Write_TwoPanels_HaveAnAxisEachAndOneLegend()
    {
        var chart = Figure.Panels[0];
        var texts = Texts(Figure with { Panels = [chart with { YAxis = new ChartAxis("Curvature") }, chart] });

        Assert.Contains("Curvature", texts);
        Assert.Contains("FID (mnist-classifier)", texts);
        Assert.Single(AllTexts(Figure with { Panels = [chart, chart] }), text => text == "independent");
    }

    [Fact]
    public void Write_Png_IsAPictureOfTwiceTheSize()
    {
        var png = FigureFile.Write(Figure, ".png");

        Assert.Equal("\u0089PNG"u8.ToArray()[^3..], png[1..4]);
        Assert.Equal(1720, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
    }

    [Fact]
    public void Write_ChartWithoutPoints_IsStillAPicture() =>
        Assert.Contains("mnist-small", Texts(Figure with { Panels = [Figure.Panels[0] with { Series = [], ReferenceLines = [] }] }));

    [Fact]
    public void Write_ReferenceLineAlone_LeavesNoPlaceUndefined() =>
        Assert.DoesNotContain("NaN", Encoding.UTF8.GetString(FigureFile.Write(Figure with { Panels = [Figure.Panels[0] with { Series = [] }] }, ".svg")), StringComparison.Ordinal);

    private static HashSet<string> Texts(Figure drawn) => [.. AllTexts(drawn)];

    private static IEnumerable<string> AllTexts(Figure drawn) => XDocument.Parse(Encoding.UTF8.GetString(FigureFile.Write(drawn, ".svg")))
        .Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value.Trim());
}
