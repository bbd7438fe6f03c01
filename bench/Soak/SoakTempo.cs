namespace FastOde.Bench.Soak;

/// <summary>How much work a soak gives, and how often. What ended experiments leave for minutes follows the rate: memory is flat only where that is.</summary>
internal sealed record SoakTempo
{
    /// <summary>Trials of a large experiment.</summary>
    public required int LargeTrials { get; init; }

    /// <summary>From the beginning of one large experiment to the next; where the first takes longer, the next follows at its end.</summary>
    public required TimeSpan Large { get; init; }

    /// <summary>From the beginning of one small experiment to the next.</summary>
    public TimeSpan Small { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>From the beginning of one training to the next.</summary>
    public TimeSpan Training { get; init; } = TimeSpan.FromSeconds(10);
}
