using FastOde.Contracts.Experiments;
using FastOde.Grains.Specs;

namespace FastOde.Grains.Tests.Specs;

public sealed class ExampleSpecsTests
{
    public static TheoryData<string> Names => [.. ExampleSpecs.All.Select(example => example.Name)];

    [Fact]
    public void All_Examples_AreThere() => Assert.Equal(
        ["branin", "checkerboard", "eight-gaussians", "random-search", "s-curve", "time-grids", "two-gaussians", "two-gaussians-averaging", "two-gaussians-full", "two-moons"],
        ExampleSpecs.All.Select(example => example.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_Example_IsValidNamedLikeItsFileAndSaysHowToRun(string name)
    {
        var text = ExampleSpecs.All.Single(example => example.Name == name).Text;

        Assert.Equal(name, SpecAssert.Valid(text).Name);
        Assert.StartsWith("# ", text, StringComparison.Ordinal);
        Assert.Contains($"dotnet run -c Release --project src/Silo -- run examples/{name}.yaml", text, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoGaussians_Plan_IsFourCouplingsTimesTwoSeeds() => Assert.Equal(
        ["independent", "learned · kl · beta 1", "learned · kl · beta 10", "learned · sliced-wasserstein · weight 100"],
        Plan("two-gaussians", expected: 8).Distinct());

    [Fact]
    public void TwoGaussiansFull_Plan_IsThePathsTimesFourCouplingsTimesFiveSeeds() =>
        Assert.Equal(12, Plan("two-gaussians-full", expected: 60).Distinct().Count());

    private static string[] Plan(string name, int expected)
    {
        var spec = SpecAssert.Valid(ExampleSpecs.All.Single(example => example.Name == name).Text);
        var plans = new TrialPlanner(new YamlSpecReader()).Plan(spec);
        Assert.Equal(expected, plans.Count);
        return [.. plans.Select(plan => ParameterLabel.Of(plan.Parameters))];
    }
}
