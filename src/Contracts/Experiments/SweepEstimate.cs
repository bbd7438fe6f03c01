namespace FastOde.Contracts.Experiments;

/// <summary>What an experiment would take, by what earlier trials of the same shape have taken here.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Experiments.SweepEstimate")]
public sealed record SweepEstimate
{
    /// <summary>Trials it would have, at most.</summary>
    [Id(0)]
    public required int Trials { get; init; }

    /// <summary>Of these, the trials of whose shape others have completed; nothing is known of the time and the room that the rest take.</summary>
    [Id(1)]
    public int Known { get; init; }

    /// <summary>Earlier trials that this is known from.</summary>
    [Id(2)]
    public int Earlier { get; init; }

    /// <summary>Trials that would run at a time.</summary>
    [Id(3)]
    public int AtOnce { get; init; }

    /// <summary>From the first trial's start to the last one's end, with nothing else to do; of those trials of which it is known.</summary>
    [Id(4)]
    public TimeSpan Duration { get; init; }

    /// <summary>Bytes of their files; of those trials of which it is known.</summary>
    [Id(5)]
    public long Bytes { get; init; }
}
