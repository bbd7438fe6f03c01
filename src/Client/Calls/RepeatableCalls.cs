using System.Collections.Frozen;
using System.Reflection;
using FastOde.Contracts.Access;
using FastOde.Contracts.Experiments;

namespace FastOde.Client.Calls;

/// <summary>The calls that may be sent again where no answer came: what only reads, and what done twice is done once.</summary>
internal static class RepeatableCalls
{
    private static readonly FrozenSet<(Type, string)> Changes = new (Type, string)[]
    {
        // A key makes them one.
        (typeof(IExperimentCatalogGrain), nameof(IExperimentCatalogGrain.Submit)),
        (typeof(IExperimentGrain), nameof(IExperimentGrain.Extend)),
        (typeof(IExperimentGrain), nameof(IExperimentGrain.Propose)),

        // What stands afterwards is what was asked for.
        (typeof(IExperimentGrain), nameof(IExperimentGrain.Pause)),
        (typeof(IExperimentGrain), nameof(IExperimentGrain.Resume)),
        (typeof(IExperimentGrain), nameof(IExperimentGrain.Cancel)),
        (typeof(IExperimentGrain), nameof(IExperimentGrain.SetLimits)),
        (typeof(IExperimentCatalogGrain), nameof(IExperimentCatalogGrain.Edit)),
        (typeof(IExperimentCatalogGrain), nameof(IExperimentCatalogGrain.Archive)),
        (typeof(IExperimentCatalogGrain), nameof(IExperimentCatalogGrain.Restore)),
        (typeof(IExperimentCatalogGrain), nameof(IExperimentCatalogGrain.Undelete)),
    }.ToFrozenSet();

    /// <summary>Whether a call may be sent again.</summary>
    /// <param name="method">The method of the grain's interface.</param>
    public static bool Has(MethodInfo method) => method.IsDefined(typeof(ChangeAttribute))
        ? method.DeclaringType is { } grain && Changes.Contains((grain, method.Name))
        // Whoever follows no more waits for nobody; the subscription ends by itself.
        : method.Name != nameof(IExperimentGrain.Unsubscribe);
}
