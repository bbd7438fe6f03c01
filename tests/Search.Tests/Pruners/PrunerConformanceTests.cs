using CsCheck;
using FastOde.Search.Pruners;
using FastOde.Search.Samplers;
using FastOde.Specs.Keys;
using FastOde.Specs.Pruners;

namespace FastOde.Search.Tests.Pruners;

/// <summary>What every pruner keeps to, whichever there are.</summary>
public sealed class PrunerConformanceTests
{
    private static readonly PruningProblem Problem = new() { Steps = 9, Assignments = 6, Seeds = 2 };

    private static readonly double[] Special = [double.NaN, double.PositiveInfinity, 0.5];

    private static readonly Gen<ReportedTrial[]> Trials = Gen.Select(
        Gen.OneOf(Gen.Double[-1, 1], Gen.Int[0, 2].Select(place => Special[place])).Array[9].Array[12],
        Gen.Int[0, 9].Array[12],
        Gen.Enum<TrialOutcome>().Array[12],
        (values, reports, outcomes) => Enumerable.Range(0, 12).Select(index => new ReportedTrial
        {
            Number = index + 1,
            Assignment = index % 6,
            Seed = index / 6,
            Outcome = outcomes[index],
            Reports = [.. Enumerable.Range(1, reports[index]).Select(step => new TrialReport(step, values[index][step - 1]))],
        }).ToArray());

    public static TheoryData<string> Names => [.. PrunerCatalog.Standard.Kinds.Select(KindAttribute.WordOf)];

    [Fact]
    public void Kinds_OfTheCatalog_AreThoseOfTheDocumentation() =>
        Assert.Equal(["none", "median", "asha", "hyperband", "wilcoxon", "seed-halving"], PrunerCatalog.Standard.Kinds.Select(KindAttribute.WordOf));

    [Theory]
    [MemberData(nameof(Names))]
    public void Judge_RowsInAnyOrder_IsTheSameAnswerAsFollowingEveryReport(string name) => Trials.Sample(
        trials =>
        {
            var followed = new ReportHistory();
            foreach (var trial in trials)
                followed.Put(trial with { Reports = [], Outcome = TrialOutcome.Unfinished });
            var pruner = Create(name);
            for (var step = 1; step <= Problem.Steps; step++)
            {
                foreach (var trial in trials.Where(trial => trial.Reports.Count >= step))
                {
                    followed.Report(trial.Number, trial.Reports[step - 1]);
                    followed.Report(trial.Number, trial.Reports[step - 1]);
                    if (pruner.Judge(followed, trial.Number) != Create(name).Judge(new(Enumerable.Reverse(trials).Select(other => followed[other.Number])), trial.Number))
                        return false;
                }
            }

            foreach (var trial in trials)
                followed.Put(trial);
            return pruner.Promotable(followed).SequenceEqual(Create(name).Promotable(new(Enumerable.Reverse(trials))))
                && trials.All(trial => pruner.Judge(followed, trial.Number) == Create(name).Judge(new(trials), trial.Number));
        },
        iter: 100);

    [Theory]
    [MemberData(nameof(Names))]
    public void Promotable_OfAnyRows_WereStoppedAndAreNamedOnce(string name) => Trials.Sample(
        trials =>
        {
            var promotable = Create(name).Promotable(new(trials)).ToList();
            return promotable.Distinct().Count() == promotable.Count && promotable.TrueForAll(number => trials[number - 1].Outcome == TrialOutcome.Pruned);
        },
        iter: 200);

    [Theory]
    [MemberData(nameof(Names))]
    public void Judge_OfATrialAlone_GoesOnOrWaits(string name)
    {
        var decision = Create(name).Judge(new(Reports.Trial(1, 3, 2, 1)), 1);

        Assert.True(!decision.Stops || decision.Reason.StartsWith("waits at", StringComparison.Ordinal));
    }

    [Fact]
    public void Create_RecordOfNoPruner_IsRefused() => Assert.Throws<NotSupportedException>(() => PrunerCatalog.Standard.Create(new Foreign(), Problem));

    private static IPruner Create(string name) => PrunerCatalog.Standard.Create(PrunerCatalog.Standard.Kinds.Single(kind => KindAttribute.WordOf(kind) == name), Problem);

    private sealed record Foreign : PrunerSpec;
}
