namespace FastOde.Silo.Views;

/// <summary>An experiment with all its trials.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Trials">Its trials by number.</param>
internal sealed record ExperimentWithTrialsView(ExperimentView Experiment, IReadOnlyList<TrialView> Trials);
