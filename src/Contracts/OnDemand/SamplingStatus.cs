namespace FastOde.Contracts.OnDemand;

/// <summary>How the samples stand that somebody has asked for.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.OnDemand.SamplingStatus")]
public sealed record SamplingStatus
{
    /// <summary>All samples in the formats of <c>fastode sample</c>, packed.</summary>
    public const string Archive = "samples.zip";

    /// <summary>The first images as one picture; there is none of points.</summary>
    public const string Picture = "grid.png";

    /// <summary>Names this order; no other has it.</summary>
    [Id(0)]
    public required string Key { get; init; }

    /// <summary>What was asked for.</summary>
    [Id(1)]
    public required SampleOrder Order { get; init; }

    /// <summary>How it stands.</summary>
    [Id(2)]
    public required WorkState State { get; init; }

    /// <summary>Samples made so far.</summary>
    [Id(3)]
    public int Made { get; init; }

    /// <summary>Why they could not be made, for people; null where nothing is in the way.</summary>
    [Id(4)]
    public string? Problem { get; init; }

    /// <summary>Training step of the checkpoint they are made from; null until it is read.</summary>
    [Id(5)]
    public int? Step { get; init; }

    /// <summary>Steps that the solver took; null until they are made.</summary>
    [Id(6)]
    public int? StepCount { get; init; }

    /// <summary>Evaluations of the network for a sample, counted; null until they are made.</summary>
    [Id(7)]
    public double? Nfe { get; init; }

    /// <summary>Time that generation took, in seconds; null until they are made.</summary>
    [Id(8)]
    public double? Seconds { get; init; }

    /// <summary>What can be fetched: <see cref="Archive"/>, and <see cref="Picture"/> of images. Empty until they are made.</summary>
    [Id(9)]
    public IReadOnlyList<MadeFile> Files { get; init; } = [];

    /// <summary>Whether it has yet to end.</summary>
    public bool IsGoing => State is WorkState.Waiting or WorkState.Running;
}
