using FastOde.Search.Samplers;
using FastOde.Search.Spaces;
using FastOde.Search.Tests.TestSupport;
using FastOde.Specs;
using FastOde.TestSupport;

namespace FastOde.Search.Tests.Samplers;

public sealed class SobolSamplerTests
{
    private static readonly SearchSpace Plane = new([Dimensions.Range("a", 0, 1), Dimensions.Range("b", 0, 1)]);

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void Next_OfEveryPrefixOfAPowerOfTwo_IsBalancedInEachKey(long seed)
    {
        var space = new SearchSpace(Enumerable.Range(0, 70).Select(number => Dimensions.Range($"k{number}", 0, 1)));
        var points = Points(seed, 256, space);
        foreach (var count in new[] { 1, 2, 4, 8, 16, 32, 64, 128, 256 })
        {
            Assert.All(space.Dimensions, dimension =>
                Assert.Equal(count, points.Take(count).Select(point => (int)(count * point[dimension.Key].Number!.Value)).Distinct().Count()));
        }
    }

    [Fact]
    public void Next_OfTwoSeeds_IsDifferent() => Assert.Empty(Points(0, 64, Plane).Intersect(Points(1, 64, Plane)));

    [Fact]
    public void Next_OfAPlane_LeavesLessErrorThanRandomDraws()
    {
        // ∫∫ (a·b)² = 1/9.
        double Error(IEnumerable<Assignment> points) => Math.Abs(points.Average(point => Math.Pow(point["a"].Number!.Value * point["b"].Number!.Value, 2)) - (1.0 / 9));
        var search = new SearchSpec { Trials = 256 };
        var sobol = Enumerable.Range(0, 20).Select(seed => Error(Points(seed, 256, Plane))).Order().ElementAt(10);
        var random = Enumerable.Range(0, 20).Select(seed => Error(Suggestions.Of(new RandomSampler(search with { Seed = seed }, Plane)))).Order().ElementAt(10);
        Assert.InRange(sobol, 0, random / 5);
    }

    [Fact]
    public void Next_OfAFinerCategory_GivesEachValueItsShare()
    {
        var space = new SearchSpace([Dimensions.Range("a", 0, 1), Dimensions.Of("kind", new[] { "x", "y", "z", "w" }.Select(ParameterValue.Of))]);
        Assert.All(Points(3, 64, space).CountBy(point => point["kind"].Text!), kind => Assert.Equal(16, kind.Value));
    }

    [Fact]
    public void Constructor_MoreKeysThanTheSequenceHas_IsRefused()
    {
        var space = new SearchSpace(Enumerable.Range(0, 129).Select(number => Dimensions.Range($"k{number}", 0, 1)));
        Assert.Contains("at most 128 keys", Assert.Throws<ArgumentException>(() => Points(0, 1, space)).Message, StringComparison.Ordinal);
    }

    private static List<Assignment> Points(long seed, int trials, SearchSpace space) =>
        [.. Suggestions.Of(new SobolSampler(new SearchSpec { Sampler = "sobol", Seed = seed, Trials = trials }, space))];
}
