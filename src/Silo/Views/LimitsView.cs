using System.Text.Json.Serialization;
using FastOde.Specs;

namespace FastOde.Silo.Views;

/// <summary>How an experiment may use the machine. Whoever sets it gives all of it: what is left out would silently become 0.</summary>
/// <param name="ConcurrentTrials">Most trials at once; null for as many as there are slots.</param>
/// <param name="Retries">Attempts after the first that a failing trial may have.</param>
/// <param name="Priority">Higher goes first.</param>
internal sealed record LimitsView([property: JsonRequired] int? ConcurrentTrials, [property: JsonRequired] int Retries, [property: JsonRequired] int Priority)
{
    /// <summary>Shows limits.</summary>
    /// <param name="limits">The limits.</param>
    public static LimitsView Of(LimitsSpec limits) => new(limits.ConcurrentTrials, limits.Retries, limits.Priority);

    /// <summary>The limits.</summary>
    public LimitsSpec Limits() => new() { ConcurrentTrials = ConcurrentTrials, Retries = Retries, Priority = Priority };
}
