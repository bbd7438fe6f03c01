using FastOde.Contracts.Results;
using FastOde.Specs;

namespace FastOde.Silo.Views;

/// <summary>A trial as <c>--json</c> and REST show it.</summary>
internal sealed record TrialView
{
    /// <summary><c>{experiment}-{number}</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its experiment.</summary>
    public required long ExperimentId { get; init; }

    /// <summary>The assignment as people read it, without the seed.</summary>
    public required string Label { get; init; }

    /// <summary>What the search varied: a text, number or flag for each key.</summary>
    public required IReadOnlyDictionary<string, object> Parameters { get; init; }

    /// <summary>Its seed.</summary>
    public required long Seed { get; init; }

    /// <summary>Where it stands.</summary>
    public required TrialState State { get; init; }

    /// <summary>Attempts begun.</summary>
    public required int Attempts { get; init; }

    /// <summary>Steps done.</summary>
    public required int Step { get; init; }

    /// <summary>Steps to do.</summary>
    public required int Iterations { get; init; }

    /// <summary>Current rate, or the mean rate of the last attempt.</summary>
    public required double? IterationsPerSecond { get; init; }

    /// <summary>Evaluations of networks that training had spent when the last attempt ended, one a sample; null where nobody counted them.</summary>
    public required long? NetworkEvaluations { get; init; }

    /// <summary>The slot of the running attempt.</summary>
    public required string? SlotId { get; init; }

    /// <summary>SHA-256 of the final weights.</summary>
    public required string? WeightsSha256 { get; init; }

    /// <summary>Value of the objective at the last evaluation; null where it is not a number.</summary>
    public required double? Objective { get; init; }

    /// <summary>Values of further objectives, then those of demands; null where there is none.</summary>
    public required IReadOnlyList<double?> OtherValues { get; init; }

    /// <summary>Why it failed, diverged, was pruned or is blocked.</summary>
    public required string? Message { get; init; }

    /// <summary>Start of the first attempt.</summary>
    public required DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>Shows a trial.</summary>
    /// <param name="trial">The trial.</param>
    public static TrialView Of(TrialSummary trial) => new()
    {
        Id = trial.Id,
        ExperimentId = trial.ExperimentId,
        Label = trial.Label,
        Parameters = trial.Parameters.ToDictionary(pair => pair.Key, pair => Value(pair.Value)),
        Seed = trial.Seed,
        State = trial.State,
        Attempts = trial.Attempts,
        Step = trial.Step,
        Iterations = trial.Iterations,
        IterationsPerSecond = ViewJson.Finite(trial.IterationsPerSecond),
        NetworkEvaluations = trial.NetworkEvaluations,
        SlotId = trial.SlotId,
        WeightsSha256 = trial.WeightsSha256,
        Objective = ViewJson.Finite(trial.ObjectiveValue),
        OtherValues = [.. trial.OtherValues.Select(ViewJson.Finite)],
        Message = trial.Message,
        StartedAt = trial.StartedAt,
        EndedAt = trial.EndedAt,
    };

    private static object Value(ParameterValue value) => value.Number ?? (object?)value.Flag ?? value.Text!;
}
