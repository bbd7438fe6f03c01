using FastOde.Search.Pruners;
using FastOde.Search.Samplers;

namespace FastOde.Search.Tests.Pruners;

public sealed class SeedHalvingPrunerTests
{
    [Fact]
    public void Judge_OneLuckySeed_DoesNotPromoteItsAssignment()
    {
        var known = Known(Assignment(0, 0.1, 9), Assignment(1, 4, 4.2), Assignment(2, 5, 5.2));

        Assert.Equal([(1, true), (2, true), (3, false), (4, false)], Enumerable.Range(1, 4).Select(number => (number, Create(confidence: 0.5).Judge(known, number).Stops)));
        Assert.False(new AshaPruner(new() { Min = 2, Max = 6 }, Reports.Problem).Judge(known, 1).Stops);
    }

    [Fact]
    public void Judge_AssignmentThatCannotBeToldFromTheLast_GoesOn()
    {
        var known = Known(Assignment(0, 4, 6), Assignment(1, 4.5, 6.5), Assignment(2, 20, 20.1));

        Assert.Equal(PruningDecision.GoOn("by the mean of its seeds its assignment is number 2 of 3 at rung 1 of 2, step 2, too near to those before it to be told apart"), Create().Judge(known, 3));
        Assert.Equal(new(true, 1, "by the mean of its seeds its assignment is number 3 of 3 at rung 1 of 2, step 2"), Create().Judge(known, 5));
    }

    [Fact]
    public void Judge_SeedAlone_WaitsForTheOthersAndIsPromotedWithThem()
    {
        var known = new ReportHistory(Reports.Seed(1, 0, 0, 2, 5));
        Assert.Equal(new(true, 1, "waits at rung 1 of 2, step 2 for 1 more seed of its assignment"), Create().Judge(known, 1));
        known.Put(known[1].Stopped());
        Assert.Empty(Create().Promotable(known));

        known.Put(Reports.Seed(2, 0, 1, 2, 6));
        Assert.False(Create().Judge(known, 2).Stops);
        Assert.Equal([1], Create().Promotable(known));
    }

    [Fact]
    public void Judge_SeedThatFailedBeforeTheRung_IsNotWaitedFor()
    {
        var known = new ReportHistory(
            Reports.Seed(1, 0, 0, 2, 5), new ReportedTrial { Number = 2, Assignment = 0, Seed = 1, Outcome = TrialOutcome.Failed });

        Assert.False(Create().Judge(known, 1).Stops);
    }

    [Fact]
    public void Judge_SeedWithoutANumber_StopsItsAssignment()
    {
        var known = Known(Assignment(0, double.NaN, 1), Assignment(1, 3, 3));

        Assert.Equal([true, true, false, false], Enumerable.Range(1, 4).Select(number => Create().Judge(known, number).Stops));
    }

    [Fact]
    public void Promotable_MoreAssignments_AreAllSeedsOfThoseThatPass()
    {
        var known = Known(
            Assignment(0, 1, 1), Stopped(1, 2, 2), Stopped(2, 3, 3), Stopped(3, 4, 4), Stopped(4, 5, 5), Assignment(5, 6, 6));

        Assert.Equal([3, 4], Create().Promotable(known));
    }

    [Fact]
    public void Constructor_OneSeed_IsRefused() => Assert.StartsWith(
        "search.pruner.kind: seed-halving",
        Assert.Throws<ArgumentException>(() => new SeedHalvingPruner(new() { Min = 2, Max = 6 }, Reports.Problem with { Seeds = 1 })).Message,
        StringComparison.Ordinal);

    private static SeedHalvingPruner Create(double confidence = 0.8) => new(new() { Min = 2, Max = 6, Confidence = confidence }, Reports.Problem);

    private static ReportHistory Known(params IEnumerable<ReportedTrial>[] assignments) => new(assignments.SelectMany(trials => trials));

    private static IEnumerable<ReportedTrial> Assignment(int assignment, params double[] values) =>
        values.Select((value, seed) => Reports.Seed((2 * assignment) + seed + 1, assignment, seed, 2, value));

    private static IEnumerable<ReportedTrial> Stopped(int assignment, params double[] values) => Assignment(assignment, values).Select(trial => trial.Stopped());
}
