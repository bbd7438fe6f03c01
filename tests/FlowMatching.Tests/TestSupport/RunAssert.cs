using FastOde.FlowMatching.Training;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.TestSupport;

/// <summary>What every training keeps to.</summary>
internal static class RunAssert
{
    /// <summary>A run that is stopped after a step and taken up from its state ends with the weights of one that goes straight on.</summary>
    /// <param name="straight">Goes on; nobody has advanced it.</param>
    /// <param name="stopped">The same, which is stopped.</param>
    /// <param name="resumed">The same, which takes it up.</param>
    public static void GoesOnBitForBit(TrainingRun straight, TrainingRun stopped, TrainingRun resumed)
    {
        straight.Advance();
        straight.Advance();
        stopped.Advance();
        resumed.Restore(stopped.Capture());
        resumed.Advance();
        Assert.Equal(straight.WeightsSha256(), resumed.WeightsSha256());
    }

    /// <summary>Steps of a run are finite, and leave no tensor alive on this thread.</summary>
    /// <param name="run">A run that has been advanced before.</param>
    public static void LeavesNothingBehind(TrainingRun run)
    {
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 3; i++)
            Assert.True(run.Advance().IsFinite);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}
