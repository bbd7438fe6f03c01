namespace FastOde.Contracts.Experiments;

/// <summary>How an experiment may use the machine.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Experiments.LimitsSpec")]
public sealed record LimitsSpec
{
    /// <summary>Most trials at once; null for as many as there are slots.</summary>
    [Id(0)]
    public int? ConcurrentTrials { get; init; }

    /// <summary>Attempts after the first that a failing trial may have; a crash of the process does not count.</summary>
    [Id(1)]
    public int Retries { get; init; } = 2;

    /// <summary>Higher goes first where experiments wait for the same slots.</summary>
    [Id(2)]
    public int Priority { get; init; } = 0;
}
