using FastOde.Dashboard.Tables;
using FastOde.Specs;

namespace FastOde.Dashboard.Tests.Tables;

public sealed class TrialColumnsTests
{
    private static readonly TrialSpec Training = new()
    {
        Evaluation = new EvaluationSpec { Metrics = ["curvature", "fid"], Solvers = [new SolverSpec { Name = "euler", Numbers = [1, 4] }, new SolverSpec { Name = "dopri5", Numbers = [1e-5] }] },
    };

    [Fact]
    public void All_OfTraining_HasKeysStandingAndEveryCell() => Assert.Equal(
        [
            "coupling.beta", "seed", "state", "step", "rate", "evaluations", "attempts", "weights", "slot", "started", "ended",
            "curvature@euler-1", "curvature@euler-4", "curvature@dopri5-1e-5", "fid@euler-1", "fid@euler-4", "fid@dopri5-1e-5",
        ],
        TrialColumns.All(["coupling.beta"], Training).Select(column => column.Key));

    [Fact]
    public void All_OfAFunction_HasNothingOfTraining() => Assert.Equal(
        ["x1", "seed", "state", "attempts", "slot", "started", "ended"],
        TrialColumns.All(["x1"], new TrialSpec { Function = "sphere" }).Select(column => column.Key));

    [Theory]
    [InlineData(null, false, "coupling.beta", "seed", "state", "step", "rate", "attempts", "weights")]
    [InlineData("fid@euler-4,state,state,nothing", false, "fid@euler-4", "state")]
    [InlineData("", false)]
    [InlineData(null, true, "coupling.beta")]
    [InlineData("fid@euler-4,state,coupling.beta", true, "fid@euler-4", "coupling.beta")]
    public void Chosen_OfARequest_AreThoseInItsOrder(string? columns, bool grouped, params string[] expected) => Assert.Equal(
        expected,
        TrialColumns.Chosen(TrialColumns.All(["coupling.beta"], Training), new TrialTableRequest(Columns: columns?.Split(','), IsGrouped: grouped)).Select(column => column.Key));
}
