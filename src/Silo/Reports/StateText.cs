using System.Globalization;
using FastOde.Contracts.Results;
using FastOde.Silo.Views;
using FastOde.Specs;

namespace FastOde.Silo.Reports;

/// <summary>States and counts in words.</summary>
internal static class StateText
{
    /// <summary>A state as a word.</summary>
    public static string Of<T>(T state) where T : struct, Enum => state.ToString().ToLowerInvariant();

    /// <summary>What is optimised and demanded.</summary>
    public static string Of(ObjectiveSpec objective) =>
        string.Join(", ", [$"{ObjectiveView.DirectionOf(objective)} {objective.Metric}", .. objective.Also, .. objective.Where.Select(demand => $"where {demand}")]);

    /// <summary>How many trials have ended, and what became of those that did not complete.</summary>
    public static string Of(ExperimentSummary experiment)
    {
        var ended = experiment.CompletedTrials + experiment.FailedTrials + experiment.PrunedTrials + experiment.CancelledTrials;
        (int Count, string Word)[] others =
            [(experiment.RunningTrials, "running"), (experiment.FailedTrials, "failed"), (experiment.PrunedTrials, "pruned"), (experiment.CancelledTrials, "cancelled")];
        return string.Join(", ", others.Where(part => part.Count > 0).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Count} {part.Word}"))
            .Prepend(string.Create(CultureInfo.InvariantCulture, $"{ended} of {experiment.TrialCount}")));
    }
}
