using FastOde.Contracts.Results;

namespace FastOde.Silo.Views;

/// <summary>A trial with its attempts and files.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Attempts">Its attempts, the first first.</param>
/// <param name="Files">Its files.</param>
internal sealed record TrialDetailView(TrialView Trial, IReadOnlyList<AttemptView> Attempts, IReadOnlyList<FileView> Files)
{
    /// <summary>Shows a trial with what is stored about it.</summary>
    /// <param name="detail">What is stored.</param>
    public static TrialDetailView Of(TrialDetail detail) => new(
        TrialView.Of(detail.Summary), [.. detail.Attempts.Select(AttemptView.Of)], [.. detail.Artifacts.Select(FileView.Of)]);
}
