using FastOde.Contracts.Results;
using FastOde.Silo.Reports;
using FastOde.Specs;
using FastOde.TestSupport;

namespace FastOde.Silo.Tests.Reports;

public sealed class ReproductionTests
{
    private static readonly AttemptEnvironment Here = new()
    {
        Version = "0.1.0+abc",
        Torch = "libtorch 2.10",
        Runtime = ".NET 10",
        System = "Linux",
        Processor = "a processor",
        Device = "cpu",
        Threads = 1,
    };

    [Fact]
    public void Of_TheSameWeightsAndCells_IsIdentical()
    {
        var reproduction = Reproduction.Of(Trial("1-1", "ab", Here), Trial("2-1", "ab", Here), [Sample.Row("1-1", 3), Sample.Row("2-1", 3), Sample.Row("1-1", double.NaN, 8), Sample.Row("2-1", double.NaN, 8)]);

        Assert.True(reproduction.IsIdentical);
        Assert.Equal(["2-1 against 1-1: weights identical, 2 of 2 evaluation cells identical", "same program, libraries, processor, threads and data"], reproduction.Lines);
    }

    [Fact]
    public void Of_OtherWeights_SaysHowFarCellsAreAndWhatElseDiffers()
    {
        var reproduction = Reproduction.Of(
            Trial("1-1", "ab", Here), Trial("2-1", "cd", Here with { Threads = 2, IsModified = true }), [Sample.Row("1-1", 4), Sample.Row("2-1", 3), Sample.Row("1-1", 1, 8)]);

        Assert.False(reproduction.IsIdentical);
        Assert.Equal(
            [
                "2-1 against 1-1: weights differ, 0 of 1 evaluation cells identical", "largest relative difference of a cell: 0.25",
                "FastOde: 0.1.0+abc against 0.1.0+abc, built with changes", "threads: 1 against 2",
            ],
            reproduction.Lines);
    }

    [Fact]
    public void Of_ATrialOfAnOlderVersion_SaysThatNothingIsKnown() => Assert.Contains(
        "an older version trained the original, and did not record with what", Reproduction.Of(Trial("1-1", "ab", null), Trial("2-1", "ab", Here), []).Lines);

    private static TrialDetail Trial(string id, string weights, AttemptEnvironment? environment) => new()
    {
        Summary = Sample.Trial(1) with { Id = id, WeightsSha256 = weights, State = TrialState.Completed },
        Spec = new TrialSpec(),
        Attempts = [new AttemptRecord { Epoch = 1, SlotId = "s", State = AttemptState.Completed, StartedAt = DateTimeOffset.UnixEpoch, Environment = environment }],
        Artifacts = [],
    };
}
