namespace FastOde.Contracts.Experiments;

/// <summary>How often a trial saves its whole state.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Experiments.CheckpointSpec")]
public sealed record CheckpointSpec
{
    /// <summary>Steps between checkpoints; the last three are kept.</summary>
    [Id(0)]
    public int Every { get; init; } = 1000;
}
