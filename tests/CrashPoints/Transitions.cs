namespace FastOde.CrashPoints;

/// <summary>Crashes before and after every call that changes what an experiment, a trial, a trainer or the line of trials is.</summary>
internal sealed class Transitions : IIncomingGrainCallFilter
{
    private const string Ours = "FastOde.Grains";

    private static readonly string[] ChangeNothing =
    [
        "Register", "Unregister", "Status", "Current", "Summary", "Trials", "Terms", "Subscribe", "Unsubscribe", "NoticesAdded", "Progress", "Validate", "Examples",
        "InvokeCallbackAsync",
    ];

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        var name = $"{context.Grain.GetType().Name}.{context.MethodName}";
        var isWatched = context.Grain.GetType().Namespace?.StartsWith(Ours, StringComparison.Ordinal) == true
            && !context.Grain.GetType().Name.StartsWith("Results", StringComparison.Ordinal)
            && !ChangeNothing.Contains(context.MethodName);
        if (isWatched)
            Crash.At($"before {name}");
        await context.Invoke();
        if (isWatched)
            Crash.At($"after {name}");
    }
}
