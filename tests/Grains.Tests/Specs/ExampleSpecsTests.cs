using System.Text.Json;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.Grains.Programs;
using FastOde.Grains.Specs;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Specs;
using FastOde.Specs.Networks;

namespace FastOde.Grains.Tests.Specs;

public sealed class ExampleSpecsTests
{
    public static TheoryData<string> Names => [.. ExampleSpecs.All.Select(example => example.Name)];

    [Fact]
    public void All_Examples_AreThere() => Assert.Equal(
        [
            "afhq64", "branin", "celebahq256", "checkerboard", "cifar10", "couplings", "diffusion", "distillation", "easier-maps", "eight-gaussians", "ffhq64",
            "flow-maps", "frontier", "learning-curves", "mnist", "mnist-critic", "mnist-distillation", "mnist-few-steps", "mnist-mismatch", "mnist-mismatch-priors", "mnist-rising-beta", "mnist-small",
            "objectives", "pairings", "random-search", "reflow", "reflow-plus-plus", "s-curve", "teachers", "time-grids", "tpe-search", "two-gaussians", "two-gaussians-averaging", "two-gaussians-full",
            "two-gaussians-mismatch", "two-moons", "two-stages",
        ],
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

    [Theory]
    [MemberData(nameof(Names))]
    public void Summary_Example_IsOneSentenceOfItsComment(string name)
    {
        var summary = ExampleSpecs.All.Single(example => example.Name == name).Summary;

        Assert.InRange(summary.Length, 20, 300);
        Assert.DoesNotContain('#', summary);
        Assert.DoesNotContain("dotnet run", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoGaussians_Plan_IsFourCouplingsTimesTwoSeeds() => Assert.Equal(
        ["independent", "learned · kl · beta 1", "learned · kl · beta 10", "learned · sliced-wasserstein · weight 100"],
        Plan("two-gaussians", expected: 8).Distinct());

    [Fact]
    public void Frontier_Plan_IsEightMethodsTimesThreeCouplingsTimesTwoDataSetsTimesFiveSeeds() =>
        Assert.Equal(48, Plan("frontier", expected: 240).Distinct().Count());

    [Fact]
    public void TwoGaussiansFull_Plan_IsThePathsTimesFourCouplingsTimesFiveSeeds() =>
        Assert.Equal(12, Plan("two-gaussians-full", expected: 60).Distinct().Count());

    /// <summary>Parameters of the published pairs, counted by the programs they come from; CelebA-HQ's differ from AFHQ's because it has no level of 16 pixels that attends.</summary>
    [Theory]
    [InlineData("mnist", 2_155_201, 2_155_778)]
    [InlineData("cifar10", 55_732_739, 2_208_966)]
    [InlineData("ffhq64", 61_804_419, 2_475_654)]
    [InlineData("afhq64", 61_804_419, 2_475_654)]
    [InlineData("celebahq256", 60_486_019, 2_425_350)]
    public void Images_Networks_AreThePublishedOnes(string name, long velocity, long encoder)
    {
        var trial = SpecAssert.Valid(ExampleSpecs.All.Single(example => example.Name == name).Text).Trial;
        var reports = NetworkInspection.Describe(trial, datasets: null, evaluate: false);
        Assert.Equal([("velocity", velocity), ("encoder", encoder)], reports.Select(report => (report.Name, report.Parameters)));

        var shape = new DataShapes(null).Of(trial.Data)!;
        var published = UNetConfigurations.Published.Find(name);
        AssertSame(published.Velocity, UNetShape.Of((UNetSpec)trial.Network, shape, NetworkProblem.VelocityOutputs));
        AssertSame(published.Encoder, UNetShape.Of((UNetSpec)trial.EncoderNetwork, shape, NetworkProblem.EncoderOutputs));
    }

    /// <summary>Lists make records differ by reference, so the comparison is of everything they say.</summary>
    private static void AssertSame(UNetShape expected, UNetShape actual) =>
        Assert.Equal(Said(expected), Said(actual));

    private static string Said(UNetShape shape) => JsonSerializer.Serialize<object>(shape with { Spec = new SongUNetSpec() }) + JsonSerializer.Serialize<object>(shape.Spec with { Checkpointing = false });

    private static string[] Plan(string name, int expected)
    {
        var spec = SpecAssert.Valid(ExampleSpecs.All.Single(example => example.Name == name).Text);
        var plans = new TrialPlanner(spec).Next(int.MaxValue, PlannedTrials.Stored([]));
        Assert.Equal(expected, plans.Count);
        return [.. plans.Select(plan => ParameterLabel.Of(plan.Parameters))];
    }
}
