namespace FastOde.Bench.Soak;

/// <summary>What a process and its data directory take at one moment.</summary>
internal sealed record ProcessSample
{
    /// <summary>Minutes since the soak began.</summary>
    public required double Minutes { get; init; }

    /// <summary>Resident memory, MB.</summary>
    public required double ResidentMegabytes { get; init; }

    /// <summary>Managed heap after a full collection, MB.</summary>
    public required double HeapMegabytes { get; init; }

    /// <summary>Open files, sockets and the like.</summary>
    public required int Handles { get; init; }

    /// <summary>The database with its log, MB.</summary>
    public required double DatabaseMegabytes { get; init; }

    /// <summary>Trials that have ended.</summary>
    public required long Trials { get; init; }

    /// <summary>Rounds of work that began late since the soak began; where there are any, the rate was not the one asked for.</summary>
    public required long LateRounds { get; init; }

    /// <summary>Median time of a training step since the sample before, µs; not a number where no trial ended.</summary>
    public required double StepMicroseconds { get; init; }
}
