using FastOde.Grains.Trainers;
using FastOde.Silo.Access;
using FastOde.Silo.Hosting.Clustering;
using FastOde.Storage;
using FastOde.Storage.Artifacts.S3;
using FastOde.Storage.Postgres;

namespace FastOde.Silo.Hosting;

/// <summary>How the process is to run.</summary>
internal sealed record HostSettings
{
    /// <summary>Port of the dashboard where the command line names none.</summary>
    public const int DefaultPort = 5080;

    /// <summary>Port for automation clients where the command line names none.</summary>
    public const int DefaultGatewayPort = 30000;

    /// <summary>Full path of the directory for database and artifacts.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Where the dashboard listens.</summary>
    public Door Door { get; init; } = new();

    /// <summary>The PostgreSQL database that stands in for that of <see cref="DataDirectory"/>; null for none.</summary>
    public PostgresAddress? Database { get; init; }

    /// <summary>The part of the process in a cluster; null where it is alone.</summary>
    public ClusterSettings? Cluster { get; init; }

    /// <summary>The bucket in which the files of trials are kept; null for the data directory alone.</summary>
    public S3Address? Artifacts { get; init; }

    /// <summary>What storage is told of it.</summary>
    public StorageOptions Storage => new() { Database = Database, Artifacts = Artifacts, IsShared = Cluster is not null };

    /// <summary>Port of the dashboard at <see cref="Door"/>; 0 takes any free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Port for automation clients on the loopback address; 0 takes any free one.</summary>
    public int GatewayPort { get; init; } = DefaultGatewayPort;

    /// <summary>Trials that may run side by side; null for the physical cores divided by <see cref="Threads"/>.</summary>
    public int? Slots { get; init; }

    /// <summary>CPU threads of each trial; null for one.</summary>
    public int? Threads { get; init; }

    /// <summary>The cores of each slot; null where slots run on any.</summary>
    public IReadOnlyList<IReadOnlyList<int>>? Cores { get; init; }

    /// <summary>What slots are to be, under the machine's name.</summary>
    public SlotOptions SlotOptions => new() { Count = Slots, Threads = Threads, Cores = Cores };

    /// <summary>Bytes of each GPU's memory that trials may ask for, <c>cuda:0</c> first; null for what <c>nvidia-smi</c> says.</summary>
    public IReadOnlyList<long>? DeviceMemory { get; init; }

    /// <summary>Most trials at once of all experiments of one user; null for no limit.</summary>
    public int? UserTrials { get; init; }

    /// <summary>Bytes to keep free on the disk of the data directory; 0 for none, null for the usual reserve.</summary>
    public long? Reserve { get; init; }

    /// <summary>Days for which entries of the audit are kept; null for ever.</summary>
    public int? AuditDays { get; init; }

    /// <summary>How long entries of the audit are kept; null for ever.</summary>
    public TimeSpan? AuditAge => AuditDays is { } days ? TimeSpan.FromDays(days) : null;

    /// <summary>Full path of the file to log to beside standard error; null for none.</summary>
    public string? Log { get; init; }

    /// <summary>Whether each slot trains in a process of its own.</summary>
    public bool Isolates { get; init; }

    /// <summary>Whether everything is logged, not only warnings.</summary>
    public bool Verbose { get; init; }
}
