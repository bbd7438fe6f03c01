using FastOde.Client.Experiments;

namespace FastOde.Silo.Views;

/// <summary>One live change of an experiment; exactly one of its parts is set.</summary>
internal sealed record ChangeView
{
    /// <summary>The experiment's state or counts have changed.</summary>
    public ExperimentView? Experiment { get; init; }

    /// <summary>A trial's state, step or rate has changed.</summary>
    public TrialView? Trial { get; init; }

    /// <summary>New points of curves.</summary>
    public IReadOnlyList<SeriesView>? Metrics { get; init; }

    /// <summary>New cells of evaluation tables.</summary>
    public IReadOnlyList<EvaluationView>? Evaluations { get; init; }

    /// <summary>The part that is set, as the name of its event.</summary>
    public string Kind() => this switch
    {
        { Experiment: not null } => "experiment",
        { Trial: not null } => "trial",
        { Metrics: not null } => "metrics",
        _ => "evaluations",
    };

    /// <summary>Shows a change.</summary>
    /// <param name="change">The change.</param>
    public static ChangeView Of(ExperimentChange change) => new()
    {
        Experiment = change.Experiment is { } experiment ? ExperimentView.Of(experiment) : null,
        Trial = change.Trial is { } trial ? TrialView.Of(trial) : null,
        Metrics = change.Metrics is { } metrics ? [.. metrics.Select(SeriesView.Of)] : null,
        Evaluations = change.Evaluations is { } rows ? [.. rows.Select(EvaluationView.Of)] : null,
    };
}
