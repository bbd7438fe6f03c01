using System.Diagnostics.CodeAnalysis;
using FastOde.CrashPoints;

/// <summary>What .NET calls before the program's own first line; name and place are .NET's.</summary>
[SuppressMessage("Design", "CA1050:Declare types in namespaces", Justification = "The runtime looks for it there.")]
internal static class StartupHook
{
    public static void Initialize() => DurableWrites.Watch();
}
