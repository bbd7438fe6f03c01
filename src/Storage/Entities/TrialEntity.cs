using FastOde.Contracts.Results;

namespace FastOde.Storage.Entities;

/// <summary>A row of <c>trials</c>, with the lease of its running attempt. It is short, because heartbeats rewrite it.</summary>
internal sealed class TrialEntity
{
    /// <summary>Short key that measurements refer to.</summary>
    public long Id { get; set; }

    /// <summary>The id that people and grains use, <c>{experiment}-{number}</c>.</summary>
    public required string PublicId { get; set; }

    /// <summary>Its experiment.</summary>
    public required long ExperimentId { get; set; }

    /// <summary>Counted from 1 in its experiment.</summary>
    public required int Number { get; set; }

    /// <summary>Key of its assignment.</summary>
    public required long AssignmentId { get; set; }

    /// <summary>Its seed.</summary>
    public required long Seed { get; set; }

    /// <summary>Where it stands.</summary>
    public required TrialState State { get; set; }

    /// <summary>Steps done.</summary>
    public int Step { get; set; }

    /// <summary>Steps to do.</summary>
    public required int Iterations { get; set; }

    /// <summary>Current rate, or the mean rate of the last attempt.</summary>
    public double? IterationsPerSecond { get; set; }

    /// <summary>Evaluations of networks that training had spent when the last attempt ended.</summary>
    public long? NetworkEvaluations { get; set; }

    /// <summary>Attempts begun; the running one's, if any, is the only epoch that may write.</summary>
    public long Epoch { get; set; }

    /// <summary>The slot of the running attempt.</summary>
    public string? SlotId { get; set; }

    /// <summary>When the running attempt's lease ends unless it is renewed.</summary>
    public DateTimeOffset? LeaseExpiresAt { get; set; }

    /// <summary>SHA-256 of the final weights.</summary>
    public string? WeightsSha256 { get; set; }

    /// <summary>Value of the objective at the last evaluation.</summary>
    public double? ObjectiveValue { get; set; }

    /// <summary>At the last evaluation the values of further objectives and of demands; null where the spec has neither.</summary>
    public IReadOnlyList<double?>? OtherValues { get; set; }

    /// <summary>Why it failed or diverged.</summary>
    public string? Message { get; set; }

    /// <summary>Start of the first attempt.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Its assignment, with the spec that trials of it share.</summary>
    public AssignmentEntity? Assignment { get; set; }

    /// <summary>Earlier trials whose end was not known when this one was suggested; null where nothing but the number decides.</summary>
    public IReadOnlyList<int>? Pending { get; set; }

    /// <summary>The last step after which it was judged and let go on; null where it never was.</summary>
    public int? JudgedStep { get; set; }

    /// <summary>Attempts that count no more against its retries.</summary>
    public long ForgivenAttempts { get; set; }

    /// <summary>Whether its experiment's retention policy is to be applied to it once it has ended; false where everything is kept.</summary>
    public bool IsRetentionDue { get; set; }

    /// <summary>Its attempts.</summary>
    public ICollection<AttemptEntity> Attempts { get; } = [];

    /// <summary>Its files.</summary>
    public ICollection<ArtifactEntity> Artifacts { get; } = [];
}
