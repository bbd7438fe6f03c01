using FastOde.FlowMatching.Metrics;
using FastOde.Specs;

namespace FastOde.FlowMatching.Tests.Metrics;

/// <summary>Evaluations that cannot run are refused with the key and the cure.</summary>
public sealed class EvaluationCheckTests
{
    [Fact]
    public void Problems_OfDefaults_AreNone() => Assert.Empty(EvaluationCheck.Problems(new EvaluationSpec()));

    [Fact]
    public void Problems_OfEveryKnownMetricAndMixedSolvers_AreNone()
    {
        var evaluation = new EvaluationSpec
        {
            Every = 0,
            Samples = 512,
            Solvers = [new() { Name = "euler", Numbers = [1, 100] }, new() { Name = "euler/power7", Numbers = [4] }, new() { Name = "heun", Numbers = [1, 3, 9] }, new() { Name = "heun/curvature", Numbers = [9] }, new() { Name = "dopri5", Numbers = [1e-3, 1e-5] }, new() { Name = "flow-map", Numbers = [1, 2] }],
            Metrics = EvaluationMetrics.All,
        };
        Assert.Empty(EvaluationCheck.Problems(evaluation));
    }

    [Theory]
    [InlineData(-1, 2048, "every", "-1")]
    [InlineData(1, 0, "samples", "even number")]
    [InlineData(1, 2047, "samples", "2047")]
    [InlineData(1, 1_000_000, "samples", "65536")]
    public void Problems_OfNumbersOutOfRange_NameTheKey(int every, int samples, string key, string part) =>
        AssertProblem(new EvaluationSpec { Every = every, Samples = samples }, key, part);

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
        AssertProblem(new EvaluationSpec { Solvers = [new() { Name = solver, Numbers = [number] }], Metrics = ["wasserstein2"] }, key, part);

    [Fact]
    public void Problems_OfEmptyLists_NameEach()
    {
        var evaluation = new EvaluationSpec { Solvers = [new() { Name = "euler", Numbers = [] }], Metrics = [] };
        Assert.Equal(["solvers.euler", "metrics"], EvaluationCheck.Problems(evaluation).Select(problem => problem.Key));
        AssertProblem(new EvaluationSpec { Solvers = [] }, "solvers", "at least one");
    }

    [Fact]
    public void Problems_OfRepetitions_NameEach()
    {
        var evaluation = new EvaluationSpec
        {
            Solvers = [new() { Name = "euler", Numbers = [4, 4] }, new() { Name = "euler", Numbers = [8] }],
            Metrics = ["curvature", "curvature"],
        };
        Assert.Equal(["solvers.euler[1]", "solvers.euler", "metrics[1]"], EvaluationCheck.Problems(evaluation).Select(problem => problem.Key));
    }

    [Fact]
    public void Problems_OfOneGridInTwoSpellings_AreARepetition() =>
        AssertProblem(new EvaluationSpec { Solvers = [new() { Name = "euler", Numbers = [4] }, new() { Name = "euler/uniform", Numbers = [8] }] }, "solvers.euler/uniform", "named twice");

    [Fact]
    public void Problems_OfAnUnknownMetric_NameTheNearest() =>
        AssertProblem(new EvaluationSpec { Metrics = ["curvature", "wasserstein"] }, "metrics[1]", "wasserstein2");

    [Fact]
    public void Problems_OfCurvatureWithAdaptiveSolversOnly_SayWhatToAdd() =>
        AssertProblem(new EvaluationSpec { Solvers = [new() { Name = "dopri5", Numbers = [1e-5] }] }, "metrics", "fixed-step");

    [Fact]
    public void Problems_OfCurvatureWithFreshNoiseOnly_SayWhatToAdd() =>
        AssertProblem(new EvaluationSpec { Solvers = [new() { Name = "euler-maruyama", Numbers = [20] }] }, "metrics", "fixed-step");

    [Fact]
    public void Problems_OfALikelihoodWithoutARungeKuttaSolver_SayWhatToAdd() =>
        AssertProblem(new EvaluationSpec { Solvers = [new() { Name = "ddim", Numbers = [20] }], Metrics = ["nll"] }, "metrics", "heun");

    private static void AssertProblem(EvaluationSpec evaluation, string key, string part)
    {
        var problem = Assert.Single(EvaluationCheck.Problems(evaluation));
        Assert.Equal(key, problem.Key);
        Assert.Contains(part, problem.Message, StringComparison.Ordinal);
    }
}
