using FastOde.Search.Functions;

namespace FastOde.Search.Tests.Functions;

public sealed class TestFunctionsTests
{
    public static TheoryData<string> Names => [.. TestFunctions.All.Where(function => function.Metrics.Count == 1).Select(function => function.Name)];

    [Theory]
    [InlineData("branin", true)]
    [InlineData("zdt1", true)]
    [InlineData("noisy-branin", false)]
    [InlineData("no such function", false)]
    [InlineData(null, false)]
    public void AreExact_AFunctionWithoutNoise_Is(string? name, bool expected) => Assert.Equal(expected, TestFunctions.AreExact(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Evaluate_AtAKnownMinimizer_GivesTheKnownMinimum(string name)
    {
        var function = TestFunctions.Find(name)!;

        Assert.NotEmpty(function.Minimizers);
        Assert.All(function.Minimizers, point => Assert.Equal(function.Minimum, function.Evaluate(point), 1e-8));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Evaluate_AroundAMinimizer_IsLarger(string name)
    {
        var function = TestFunctions.Find(name)!;
        foreach (var minimizer in function.Minimizers)
        {
            for (var dimension = 0; dimension < minimizer.Count; dimension++)
            {
                foreach (var offset in new[] { -0.01, 0.01 })
                {
                    var point = minimizer.ToArray();
                    var range = function.Arguments[dimension];
                    point[dimension] = Math.Clamp(point[dimension] + offset, range.Min, range.Max);
                    if (point[dimension] == minimizer[dimension])
                        continue;
                    Assert.True(function.Evaluate(point) > function.Minimum, $"{name} at ({string.Join(", ", point)})");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Evaluate_OnALatticeOverTheDomain_IsNeverBelowTheMinimum(string name)
    {
        var function = TestFunctions.Find(name)!;
        var arguments = function.Arguments.Take(Math.Max(2, function.Least)).ToList();
        Assert.All(Lattice([.. arguments.Take(function.Arguments.Count)], arguments.Count > 2 ? 5 : 60), point => Assert.True(function.Evaluate(point) >= function.Minimum - 1e-9));
    }

    [Theory]
    [InlineData("branin", 0, 0, 55.602112642270262)]
    [InlineData("rosenbrock", -1, 2, 104)]
    [InlineData("rastrigin", 0.5, 0, 20.25)]
    [InlineData("sphere", 3, -4, 25)]
    [InlineData("himmelblau", 0, 0, 170)]
    [InlineData("ackley", 1, 1, 3.6253849384403627)]
    public void Evaluate_AwayFromTheMinimum_GivesTheFormulasValue(string name, double x1, double x2, double expected) =>
        Assert.Equal(expected, TestFunctions.Find(name)!.Evaluate([x1, x2]), 1e-10);

    [Theory]
    [InlineData("sphere", 5, new double[] { 1, 1, 1, 1, 1 })]
    [InlineData("sphere", 9, new double[] { 3 })]
    [InlineData("rastrigin", 65, new double[] { 3, 4, 2, 6 })]
    [InlineData("ackley", 3.6253849384403627, new double[] { 1, 1, 1, 1, 1 })]
    public void Evaluate_OfAnyNumberOfArguments_GivesTheFormulasValue(string name, double expected, double[] point) =>
        Assert.Equal(expected, TestFunctions.Find(name)!.Evaluate(Point(point)), 1e-10);

    [Theory]
    [InlineData("zdt1", 0.5)]
    [InlineData("zdt2", 0.9375)]
    [InlineData("zdt3", 0.25)]
    public void Report_OfTwoValues_GivesBoth(string name, double second)
    {
        var function = TestFunctions.Find(name)!;

        Assert.Equal(["f1", "f2"], function.Metrics);
        Assert.Equal(0.25, function.Report(Point(0.25, 0, 0), 0, 0)[0]);
        Assert.Equal(second, function.Report(Point(0.25, 0, 0), 0, 0)[1], 1e-12);
    }

    [Fact]
    public void Evaluate_WithAGapBetweenArguments_NamesIt()
    {
        var error = Assert.Throws<ArgumentException>(() => TestFunctions.Find("sphere")!.Evaluate(new Dictionary<string, double> { ["x1"] = 1, ["x3"] = 1 }));
        Assert.Contains("needs the argument 'x2'; expected x1 to x100 without a gap", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OfALearningCurve_FallsToItsValueAndCrossesOthers()
    {
        var curve = TestFunctions.Find("learning-curve")!;
        var (quick, slow) = (Curve(0.4, 0.1), Curve(0.05, 0.6));

        Assert.Equal([1, 3, 9, 27, 81], curve.Steps);
        Assert.Equal(quick.OrderDescending(), quick);
        Assert.Equal(curve.Evaluate([0.4, 0.1]), quick[^1], 12);
        Assert.True(quick[1] < slow[1] && quick[^1] > slow[^1], $"{quick[1]} {slow[1]} {quick[^1]} {slow[^1]}");

        double[] Curve(double speed, double size) =>
            [.. curve.Steps.Select(step => curve.Report(new Dictionary<string, double> { ["speed"] = speed, ["size"] = size }, 0, step)[0])];
    }

    [Fact]
    public void Report_OfANoisyFunction_DependsOnSeedAndPointAlone()
    {
        var function = TestFunctions.Find("noisy-branin")!;
        var values = Enumerable.Range(0, 2000).Select(seed => At(1, seed) - function.Evaluate([1, 2])).ToList();

        Assert.Equal(At(1, 3), At(1, 3));
        Assert.NotEqual(At(1, 3), At(1, 4));
        Assert.Equal(0, values.Average(), 0.08);
        Assert.Equal(1, Math.Sqrt(values.Average(value => value * value)), 0.08);

        double At(double x1, long seed) => function.Report(new Dictionary<string, double> { ["x1"] = x1, ["x2"] = 2 }, seed, 0)[0];
    }

    [Fact]
    public void Evaluate_ByNames_EqualsEvaluationByPosition()
    {
        var branin = TestFunctions.Find("branin")!;
        Assert.Equal(branin.Evaluate([1, 2]), branin.Evaluate(new Dictionary<string, double> { ["x2"] = 2, ["x1"] = 1 }));
    }

    [Fact]
    public void Evaluate_MissingArgument_NamesIt()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            TestFunctions.Find("branin")!.Evaluate(new Dictionary<string, double> { ["x1"] = 1 }));
        Assert.Contains("needs the argument 'x2'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_UnknownArgument_NamesIt()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            TestFunctions.Find("branin")!.Evaluate(new Dictionary<string, double> { ["x1"] = 1, ["x2"] = 1, ["x3"] = 1 }));
        Assert.Contains("no argument 'x3'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_UnknownName_IsNull() => Assert.Null(TestFunctions.Find("brannin"));

    private static Dictionary<string, double> Point(params double[] coordinates) =>
        coordinates.Index().ToDictionary(coordinate => $"x{coordinate.Index + 1}", coordinate => coordinate.Item);

    private static IEnumerable<double[]> Lattice(IReadOnlyList<FunctionArgument> arguments, int steps)
    {
        IEnumerable<double[]> points = [[]];
        foreach (var argument in arguments)
        {
            points = points.SelectMany(point => Enumerable.Range(0, steps + 1).Select(step =>
                point.Append(argument.Min + ((argument.Max - argument.Min) * step / steps)).ToArray()));
        }

        return points;
    }
}
