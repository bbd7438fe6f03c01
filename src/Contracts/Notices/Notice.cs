using System.Globalization;
using FastOde.Specs.Words;

namespace FastOde.Contracts.Notices;

/// <summary>Something that has happened and that people may want to hear of. Names are copied, so that it says what it said when it was written.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Notices.Notice")]
public sealed record Notice
{
    /// <summary>Characters of a message at most.</summary>
    public const int LongestMessage = 500;

    /// <summary>Counted from 1, never used again.</summary>
    [Id(0)]
    public required long Id { get; init; }

    /// <summary>When it happened.</summary>
    [Id(1)]
    public required DateTimeOffset At { get; init; }

    /// <summary>What has happened.</summary>
    [Id(2)]
    public required NoticeKind Kind { get; init; }

    /// <summary>The experiment.</summary>
    [Id(3)]
    public required long ExperimentId { get; init; }

    /// <summary>The experiment's name.</summary>
    [Id(4)]
    public required string ExperimentName { get; init => field = VisibleText.Of(value); }

    /// <summary>The trial; null where it is about the experiment.</summary>
    [Id(5)]
    public string? TrialId { get; init; }

    /// <summary>What the objective measures; null where it is not about that.</summary>
    [Id(6)]
    public string? Metric { get; init; }

    /// <summary>The value of the objective; null where it is not about that.</summary>
    [Id(7)]
    public double? Value { get; init; }

    /// <summary>Why the trial failed or diverged; null where there is nothing to say.</summary>
    [Id(8)]
    public string? Message { get; init => field = value is null ? null : VisibleText.Of(value); }

    /// <summary>The page that shows it, from the root of the dashboard.</summary>
    public string Page => TrialId is null
        ? string.Create(CultureInfo.InvariantCulture, $"/experiments/{ExperimentId}")
        : $"/trials/{TrialId}";

    /// <summary>What has happened, on one line.</summary>
    public string Text => Kind switch
    {
        NoticeKind.Finished => $"{ExperimentName} has finished",
        NoticeKind.NewBest => string.Create(CultureInfo.InvariantCulture, $"New best of {ExperimentName}: {Metric} = {Value:G4} in trial {TrialId}"),
        _ => $"Trial {TrialId} of {ExperimentName} {(Kind == NoticeKind.Failed ? "failed" : "diverged")}{(Message is null ? "" : $": {Message}")}",
    };
}
