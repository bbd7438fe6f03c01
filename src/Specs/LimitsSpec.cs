using FastOde.Specs.Keys;

namespace FastOde.Specs;

/// <summary>How an experiment may use the machine.</summary>
public sealed record LimitsSpec
{
    /// <summary>Most trials at once; as many as there are slots where not given.</summary>
    [Whole(1, 65_536)]
    public int? ConcurrentTrials { get; init; }

    /// <summary>Attempts after the first that a failing trial may have. Neither a crash of the process nor a [fault of the machine](cli.md#faults-of-the-machine) counts.</summary>
    [Whole(0, 100)]
    public int Retries { get; init; } = 2;

    /// <summary>Higher goes first where experiments wait for the same slots.</summary>
    [Whole(-1000, 1000)]
    public int Priority { get; init; }
}
