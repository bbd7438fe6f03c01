namespace FastOde.Grains.Scheduling;

/// <summary>How often the parts of the platform give signs of life, and how long their silence is borne.</summary>
public sealed record SchedulingTimes
{
    /// <summary>Time between the heartbeats of a running attempt and of a silo's slots.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long an attempt's lease lasts without being renewed.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time between looks for leases that have run out.</summary>
    public TimeSpan LeaseCheck { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Slots whose silo is silent for this long are forgotten.</summary>
    public TimeSpan SlotSilence { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Time between the comparisons of an experiment with its store, which repair whatever a lost call left behind.</summary>
    public TimeSpan Reconcile { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time between the calls to unfinished experiments in a cluster, by which those of a lost silo are taken up.</summary>
    public TimeSpan TakeOver { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Time between readings of how the devices of a machine are used.</summary>
    public TimeSpan Devices { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time between looks for ended trials of which not everything is kept.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time between looks for deleted experiments that nobody can take back any more.</summary>
    public TimeSpan Removal { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time between looks for entries of the audit that are older than they are kept.</summary>
    public TimeSpan Audit { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long trials that fit may pass one that is the next and does not fit into a GPU; then the memory of one is gathered for it.</summary>
    public TimeSpan Passing { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a host rests when its machine has not allowed a trial; each further time twice as long.</summary>
    public TimeSpan FirstRest { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest rest.</summary>
    public TimeSpan LongestRest { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the first attempt after a rest must last until the host counts as well again.</summary>
    public TimeSpan Trust { get; init; } = TimeSpan.FromSeconds(30);
}
