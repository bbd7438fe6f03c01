using FastOde.Specs.Keys;

namespace FastOde.Specs;

/// <summary>How often a trial saves its whole state.</summary>
public sealed record CheckpointSpec
{
    /// <summary>Steps between checkpoints; the last three are kept. 0 saves only the end.</summary>
    [Whole(0, int.MaxValue)]
    public int Every { get; init; } = 1000;
}
