using System.Globalization;

namespace FastOde.Grains.Scheduling;

/// <summary>Reads the ids of trials: their experiment's, a hyphen and their number.</summary>
internal static class TrialId
{
    /// <summary>The experiment of a trial; null where there is no trial.</summary>
    public static long? ExperimentOf(string? trialId) =>
        long.TryParse(trialId?.Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var experiment) ? experiment : null;
}
