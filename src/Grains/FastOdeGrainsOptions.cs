using FastOde.Grains.Devices;
using FastOde.Grains.Isolation;
using FastOde.Grains.Notices;
using FastOde.Grains.Scheduling;
using FastOde.Grains.Trainers;

namespace FastOde.Grains;

/// <summary>What a silo does beside hosting grains.</summary>
public sealed record FastOdeGrainsOptions
{
    /// <summary>What the silo does in its cluster.</summary>
    public SiloRole Role { get; init; } = SiloRole.Everything;

    /// <summary>The slots that the silo offers.</summary>
    public SlotOptions Slots { get; init; } = new();

    /// <summary>The GPUs that its trials can compute on.</summary>
    public GpuOptions Gpus { get; init; } = new();

    /// <summary>How often signs of life are given and how long silence is borne.</summary>
    public SchedulingTimes Times { get; init; } = new();

    /// <summary>How webhooks are sent to.</summary>
    public WebhookTimes Webhooks { get; init; } = new();

    /// <summary>How processes are started that train, one a slot; null where training runs in the silo's own process.</summary>
    public TrainerProcessOptions? TrainerProcess { get; init; }

    /// <summary>Most slots that the experiments of one user hold at once, at least 1; null for no limit.</summary>
    public int? UserTrials { get; init; }

    /// <summary>
    /// Bytes to keep free on the disk of the data directory; 0 for none, null for <see cref="DiskReserve.UsualOf"/> it.
    /// </summary>
    public long? Reserve { get; init; }

    /// <summary>How long entries of the audit are kept; null for ever.</summary>
    public TimeSpan? AuditAge { get; init; }

    /// <summary>
    /// Whether no other process uses the database, so that attempts which seem to run when the silo starts are those of
    /// a process that has died. In a cluster they may be another silo's, and only their leases tell; and the experiments of a
    /// silo that has died are taken up by another.
    /// </summary>
    public bool OwnsDatabase { get; init; } = true;

    /// <summary>
    /// Whether unfinished experiments go on as soon as the silo is up. Otherwise they wait until the catalog or their own
    /// grain is told to go on; looking at them starts nothing.
    /// </summary>
    public bool ResumesUnfinished { get; init; } = true;
}
