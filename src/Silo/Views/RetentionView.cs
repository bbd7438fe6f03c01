using FastOde.Specs;
using FastOde.Storage.Retention;

namespace FastOde.Silo.Views;

/// <summary>What is kept of the ended trials of an experiment.</summary>
/// <param name="Experiment">Its id.</param>
/// <param name="Keeps">What is kept; null of a number for all.</param>
/// <param name="Deleted">What was deleted for it; null where nothing was asked for.</param>
/// <param name="IsPreview">Whether this is what would be, and nothing was changed.</param>
internal sealed record RetentionView(long Experiment, RetentionSpec Keeps, RetentionSummary? Deleted, bool IsPreview);
