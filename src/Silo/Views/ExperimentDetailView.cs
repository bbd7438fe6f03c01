using FastOde.Contracts.Results;

namespace FastOde.Silo.Views;

/// <summary>An experiment with its spec.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Spec">The text of its spec as it was submitted.</param>
/// <param name="Notes">What people have written about it.</param>
internal sealed record ExperimentDetailView(ExperimentView Experiment, string Spec, string Notes)
{
    /// <summary>Shows an experiment with its spec.</summary>
    /// <param name="detail">What is stored.</param>
    public static ExperimentDetailView Of(ExperimentDetail detail) => new(ExperimentView.Of(detail.Summary), detail.Spec.Source, detail.Notes);
}
