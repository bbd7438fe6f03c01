using System.Globalization;
using FastOde.Dashboard.ChartModels;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class SeriesPaletteTests
{
    public static TheoryData<int, bool> Positions =>
        [.. Enumerable.Range(0, SeriesPalette.Count).SelectMany(index => new[] { (index, false), (index, true) })];

    [Theory]
    [MemberData(nameof(Positions))]
    public void Color_OnItsBackground_HasEnoughContrast(int index, bool isDark)
    {
        var contrast = Contrast(Linear(SeriesPalette.Color(index, isDark)), Linear(isDark ? "#1d2229" : "#ffffff"));

        Assert.True(contrast >= 3, $"Position {index} has contrast {contrast:F2}.");
    }

    // Distances in OKLab; 0.02 is about what the eye can just tell apart side by side.
    [Theory]
    [InlineData(false, "normal", 6, 0.09)]
    [InlineData(false, "deuteranope", 6, 0.09)]
    [InlineData(false, "protanope", 6, 0.09)]
    [InlineData(false, "deuteranope", 8, 0.055)]
    [InlineData(true, "normal", 8, 0.09)]
    [InlineData(true, "deuteranope", 8, 0.09)]
    [InlineData(true, "protanope", 8, 0.09)]
    public void Color_Reader_TellsPositionsApart(bool isDark, string reader, int positions, double least)
    {
        var seen = Enumerable.Range(0, positions).Select(index => OkLab(Seen(Linear(SeriesPalette.Color(index, isDark)), reader))).ToList();

        for (var i = 0; i < positions; i++)
        {
            for (var k = 0; k < i; k++)
                Assert.True(Distance(seen[i], seen[k]) > least, $"Positions {k} and {i} look alike: {Distance(seen[i], seen[k]):F3}.");
        }
    }

    [Fact]
    public void Color_BeyondThePalette_StartsAgainWithOtherDashes()
    {
        Assert.Equal(SeriesPalette.Color(0, false), SeriesPalette.Color(SeriesPalette.Count, false));
        Assert.NotEqual(SeriesPalette.Dash(0), SeriesPalette.Dash(SeriesPalette.Count));
    }

    private static double[] Linear(string color) =>
        [.. new[] { 1, 3, 5 }.Select(i => int.Parse(color.AsSpan(i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4))];

    private static double Contrast(double[] a, double[] b)
    {
        var (light, dark) = (Math.Max(Luminance(a), Luminance(b)), Math.Min(Luminance(a), Luminance(b)));
        return (light + 0.05) / (dark + 0.05);
    }

    private static double Luminance(double[] rgb) => (0.2126 * rgb[0]) + (0.7152 * rgb[1]) + (0.0722 * rgb[2]);

    // Full dichromacy in linear RGB (Machado, Oliveira and Fernandes 2009, severity 1).
    private static double[] Seen(double[] rgb, string reader) => reader switch
    {
        "deuteranope" => Multiply([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]], rgb),
        "protanope" => Multiply([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]], rgb),
        _ => rgb,
    };

    private static double[] OkLab(double[] rgb)
    {
        double[][] toCones = [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [0.0883024619, 0.2817188376, 0.6299787005]];
        double[][] toLab = [[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099], [0.0259040371, 0.7827717662, -0.8086757660]];
        return Multiply(toLab, [.. Multiply(toCones, rgb).Select(Math.Cbrt)]);
    }

    private static double[] Multiply(double[][] matrix, double[] vector) => [.. matrix.Select(row => row.Zip(vector, (a, b) => a * b).Sum())];

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());
}
