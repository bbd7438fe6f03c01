using System.Runtime.CompilerServices;

namespace FastOde.FlowMatching.Devices;

/// <summary>
/// The instruction sets that oneDNN, which computes libtorch's convolutions on processors, may use. It chooses block
/// sizes from the processor's description of its caches; where that is empty, its code for AVX and wider computes wrong
/// values, and only what it has for SSE4.1 is right.
/// </summary>
public static class OneDnnInstructions
{
    /// <summary>The environment variable that oneDNN reads when it first computes.</summary>
    public const string Variable = "ONEDNN_MAX_CPU_ISA";

    /// <summary>The widest set that is right whatever the processor says of its caches.</summary>
    public const string Safe = "SSE41";

    private const string OlderVariable = "DNNL_MAX_CPU_ISA";

    /// <summary>What oneDNN is told and why, a clause; null where it may use all that the processor has.</summary>
    public static string? Restriction { get; private set; }

    /// <summary>
    /// Restricts oneDNN where the processor asks for it. It has to happen before libtorch computes, and whoever uses
    /// this library may go to libtorch directly afterwards, so the library does it as it is loaded.
    /// </summary>
#pragma warning disable CA2255 // A library's initializer: no entry of a program, test or benchmark can forget it.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Restrict()
    {
        var cachesAreDescribed = ProcessorCaches.AreDescribed();
        var named = Environment.GetEnvironmentVariable(Variable) ?? Environment.GetEnvironmentVariable(OlderVariable);
        (var limit, Restriction) = Decide(cachesAreDescribed, named);
        if (limit is not null)
            NativeEnvironment.Set(Variable, limit);
        if (!cachesAreDescribed)
            NativeLog.WarnNoMore();
    }

    /// <summary>What to restrict oneDNN to.</summary>
    /// <param name="cachesAreDescribed">Whether the processor describes its caches.</param>
    /// <param name="named">What the user's environment says already, which stands.</param>
    internal static (string? Limit, string? Restriction) Decide(bool cachesAreDescribed, string? named) => (cachesAreDescribed, named) switch
    {
        (_, { Length: > 0 }) => (null, $"oneDNN follows {Variable}={named}"),
        (false, _) => (Safe, $"oneDNN is restricted to {Safe}: this processor does not describe its caches, and wider code computes wrongly"),
        _ => (null, null),
    };
}
