using System.Globalization;
using FastOde.Contracts.Results;

namespace FastOde.Grains.Programs;

/// <summary>The checkpoints that are kept of a trial, and those of them that somebody means.</summary>
internal static class KeptCheckpoints
{
    /// <summary>Those that will do, in no order: all where the newest intact one is wanted.</summary>
    /// <param name="artifacts">The trial's files.</param>
    /// <param name="step">The training step that is asked for; null for the newest.</param>
    public static IReadOnlyList<ArtifactRecord> Of(IEnumerable<ArtifactRecord> artifacts, int? step) =>
        [.. artifacts.Where(file => file.Kind == ArtifactKinds.Checkpoint && (step is null || file.Step == step))];

    /// <summary>Says that no checkpoint of a step is kept, and which are.</summary>
    /// <param name="trialId">The trial; it has checkpoints.</param>
    /// <param name="artifacts">Its files.</param>
    /// <param name="step">The training step that is asked for.</param>
    public static string Missing(string trialId, IEnumerable<ArtifactRecord> artifacts, int step)
    {
        int[] kept = [.. Of(artifacts, null).Select(file => file.Step).Order()];
        return string.Create(CultureInfo.InvariantCulture, $"step {step}: trial {trialId} keeps no checkpoint of this step; those of {string.Join(", ", kept)} are kept");
    }
}
