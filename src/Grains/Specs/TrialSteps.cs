using FastOde.Search.Functions;
using FastOde.Specs;

namespace FastOde.Grains.Specs;

/// <summary>How far trials go.</summary>
internal static class TrialSteps
{
    /// <summary>Steps of a trial that goes to its end: its iterations, or what its function reports last; 0 for a function with one value.</summary>
    public static int Of(TrialSpec trial) =>
        trial.Function is not { } name ? trial.Iterations : TestFunctions.Find(name)?.Steps is [.., var last] ? last : 0;
}
