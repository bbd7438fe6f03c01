using FastOde.FlowMatching.Catalogs;
using FastOde.Specs;

namespace FastOde.FlowMatching.Training;

/// <summary>What the velocity network of a trial takes beside a point.</summary>
public static class VelocityConditions
{
    /// <summary>The names of its conditions, as the trial's method has them.</summary>
    /// <param name="trial">The trial.</param>
    /// <exception cref="UnknownNameException">There is no such path.</exception>
    public static IReadOnlyList<string> Of(TrialSpec trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return TrialNetworks.MethodOf(trial).Conditions;
    }
}
