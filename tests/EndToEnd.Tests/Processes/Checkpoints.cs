namespace FastOde.EndToEnd.Tests.Processes;

/// <summary>Looks at the checkpoints that a process writes.</summary>
internal static class Checkpoints
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(5);

    /// <summary>The complete checkpoints of a trial, the oldest first.</summary>
    public static IReadOnlyList<string> Of(Workspace workspace, int trial, long experiment = 1)
    {
        var folder = workspace.Path("artifacts", $"{experiment}", $"{trial}");
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.safetensors", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>Waits until a trial has written a checkpoint that was not there before.</summary>
    public static async Task<string> Next(Workspace workspace, int trial, FastOdeProcess process)
    {
        var before = Of(workspace, trial);
        while (true)
        {
            if (Of(workspace, trial).Except(before).LastOrDefault() is { } path)
                return path;
            Assert.False(process.HasEnded, $"the process ended without another checkpoint of trial {trial}:\n{process.Output}{process.Errors}");
            await Task.Delay(Glance, TestContext.Current.CancellationToken);
        }
    }
}
