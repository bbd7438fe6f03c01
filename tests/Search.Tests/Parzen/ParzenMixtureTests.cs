using FastOde.Search.Parzen;
using FastOde.Search.Samplers;
using FastOde.Specs;
using FastOde.TestSupport;

namespace FastOde.Search.Tests.Parzen;

public sealed class ParzenMixtureTests
{
    private static readonly ParzenAxis Line = new(Dimensions.Range("a", 0, 1));
    private static readonly ParzenAxis Steps = new(Dimensions.Steps("n", 1, 8, 1, log: true));
    private static readonly ParzenAxis Kinds = new(Dimensions.Of("k", new[] { "x", "y", "z" }.Select(ParameterValue.Of)));

    [Fact]
    public void LogDensity_OverALine_IntegratesToOne()
    {
        var mixture = new ParzenMixture([Line], [[0.01], [0.4], [0.45], [0.99]], 0.5);
        Assert.Equal(1, Enumerable.Range(0, 10_000).Average(place => Math.Exp(mixture.LogDensity([(place + 0.5) / 10_000]))), 1e-4);
    }

    [Fact]
    public void LogDensity_OverStepsAndCategories_SumsToOne()
    {
        var mixture = new ParzenMixture([Steps, Kinds], [[Steps.Cells![2], Kinds.Cells![0]], [Steps.Cells[7], double.NaN]], 0.5);
        Assert.Equal(1, Steps.Cells.Sum(step => Kinds.Cells.Sum(kind => Math.Exp(mixture.LogDensity([step, kind])))), 1e-9);
    }

    [Fact]
    public void LogDensity_WhereADimensionIsInactive_IsThatOfTheOthers()
    {
        var both = new ParzenMixture([Line, Kinds], [[0.3, Kinds.Cells![1]], [0.6, double.NaN]], 0.5);
        Assert.Equal(
            both.LogDensity([0.4, double.NaN]),
            Math.Log(Kinds.Cells.Sum(kind => Math.Exp(both.LogDensity([0.4, kind])))),
            1e-9);
    }

    [Fact]
    public void Draw_OfManyNumbers_HasTheDensity()
    {
        var mixture = new ParzenMixture([Line, Kinds], [[0.2, Kinds.Cells![1]], [0.25, Kinds.Cells[1]], [0.9, double.NaN]], 0.5);
        var random = new HashedStream(1, 0);
        const int draws = 100_000;
        var counts = new double[10, 3];
        for (var draw = 0; draw < draws; draw++)
        {
            var kernel = mixture.Kernel(random.Uniform());
            var (x, kind) = (mixture.Draw(kernel, 0, random.Uniform), mixture.Draw(kernel, 1, random.Uniform));
            counts[(int)(10 * x), Kinds.Cell(kind)]++;
        }

        for (var part = 0; part < 10; part++)
        {
            for (var kind = 0; kind < 3; kind++)
            {
                var expected = Enumerable.Range(0, 100).Average(place => Math.Exp(mixture.LogDensity([(part + ((place + 0.5) / 100)) / 10, Kinds.Cells[kind]]))) / 10;
                Assert.Equal(expected, counts[part, kind] / draws, 5 * Math.Sqrt(expected / draws));
            }
        }
    }
}
