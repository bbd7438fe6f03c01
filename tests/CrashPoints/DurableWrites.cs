using System.Diagnostics;
using FastOde.FlowMatching.Files;
using FastOde.Storage.Database;

namespace FastOde.CrashPoints;

/// <summary>
/// Crashes before and after every transaction, and between the phases in which a checkpoint is written. Other files are
/// written by the same code.
/// </summary>
internal static class DurableWrites
{
    private const string Checkpoint = ".safetensors";

    public static void Watch() => ActivitySource.AddActivityListener(new ActivityListener
    {
        ShouldListenTo = source => source.Name is StorageActivity.SourceName or FileActivity.SourceName,
        Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        ActivityStarted = activity => Reach("before", activity),
        ActivityStopped = activity => Reach("after", activity),
    });

    private static void Reach(string side, Activity activity)
    {
        if (activity.GetTagItem(FileActivity.PathTag) is not string file)
            Crash.At($"{side} {activity.OperationName}");
        else if (Path.GetExtension(file) == Checkpoint)
            Crash.At($"{side} {activity.OperationName} of a checkpoint");
    }
}
