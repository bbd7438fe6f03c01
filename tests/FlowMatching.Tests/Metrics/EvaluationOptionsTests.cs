using FastOde.FlowMatching.Metrics;

namespace FastOde.FlowMatching.Tests.Metrics;

/// <summary>Options that cannot run are refused with the key and the cure.</summary>
public sealed class EvaluationOptionsTests
{
    [Fact]
    public void Problems_OfDefaults_AreNone() => Assert.Empty(new EvaluationOptions().Problems());

    [Fact]
    public void Problems_OfEveryKnownMetricAndMixedSolvers_AreNone()
    {
        var options = new EvaluationOptions
        {
            Every = 0,
            Samples = 512,
            Solvers = [new("euler", [1, 100]), new("euler/power7", [4]), new("heun", [1, 3, 9]), new("heun/curvature", [9]), new("dopri5", [1e-3, 1e-5])],
            Metrics = EvaluationMetrics.All,
        };
        Assert.Empty(options.Problems());
    }

    [Theory]
    [InlineData(-1, 2048, "every", "-1")]
    [InlineData(1, 0, "samples", "even number")]
    [InlineData(1, 2047, "samples", "2047")]
    [InlineData(1, 1_000_000, "samples", "65536")]
    public void Problems_OfNumbersOutOfRange_NameTheKey(int every, int samples, string key, string part) =>
        AssertProblem(new EvaluationOptions { Every = every, Samples = samples }, key, part);

    [Theory]
    [InlineData("eular", 4, "solvers.eular", "euler")]
    [InlineData("euler/curved", 4, "solvers.euler/curved", "curvature")]
    [InlineData("heun/power2", 8, "solvers.heun/power2[0]", "7 or 9")]
    [InlineData("dopri5/power2", 1e-3, "solvers.dopri5/power2", "chooses its own steps")]
    [InlineData("heun", 8, "solvers.heun[0]", "7 or 9")]
    [InlineData("euler", 0.5, "solvers.euler[0]", "0.5")]
    [InlineData("dopri5", 9, "solvers.dopri5[0]", "tolerance")]
    [InlineData("dopri5", 1e-9, "solvers.dopri5[0]", "rounding")]
    public void Problems_OfASolverThatCannotBe_NameTheNearest(string solver, double number, string key, string part) =>
        AssertProblem(new EvaluationOptions { Solvers = [new(solver, [number])], Metrics = ["wasserstein2"] }, key, part);

    [Fact]
    public void Problems_OfEmptyLists_NameEach()
    {
        var options = new EvaluationOptions { Solvers = [new("euler", [])], Metrics = [] };
        Assert.Equal(["solvers.euler", "metrics"], options.Problems().Select(problem => problem.Key));
        AssertProblem(new EvaluationOptions { Solvers = [] }, "solvers", "at least one");
    }

    [Fact]
    public void Problems_OfRepetitions_NameEach()
    {
        var options = new EvaluationOptions
        {
            Solvers = [new("euler", [4, 4]), new("euler", [8])],
            Metrics = ["curvature", "curvature"],
        };
        Assert.Equal(["solvers.euler[1]", "solvers.euler", "metrics[1]"], options.Problems().Select(problem => problem.Key));
    }

    [Fact]
    public void Problems_OfOneGridInTwoSpellings_AreARepetition() =>
        AssertProblem(new EvaluationOptions { Solvers = [new("euler", [4]), new("euler/uniform", [8])] }, "solvers.euler/uniform", "named twice");

    [Fact]
    public void Problems_OfAnUnknownMetric_NameTheNearest() =>
        AssertProblem(new EvaluationOptions { Metrics = ["curvature", "wasserstein"] }, "metrics[1]", "wasserstein2");

    [Fact]
    public void Problems_OfCurvatureWithAdaptiveSolversOnly_SayWhatToAdd() =>
        AssertProblem(new EvaluationOptions { Solvers = [new("dopri5", [1e-5])] }, "metrics", "fixed-step");

    [Fact]
    public void Problems_OfCurvatureWithFreshNoiseOnly_SayWhatToAdd() =>
        AssertProblem(new EvaluationOptions { Solvers = [new("euler-maruyama", [20])] }, "metrics", "fixed-step");

    [Fact]
    public void Problems_OfALikelihoodWithoutARungeKuttaSolver_SayWhatToAdd() =>
        AssertProblem(new EvaluationOptions { Solvers = [new("ddim", [20])], Metrics = ["nll"] }, "metrics", "heun");

    private static void AssertProblem(EvaluationOptions options, string key, string part)
    {
        var problem = Assert.Single(options.Problems());
        Assert.Equal(key, problem.Key);
        Assert.Contains(part, problem.Message, StringComparison.Ordinal);
    }
}
