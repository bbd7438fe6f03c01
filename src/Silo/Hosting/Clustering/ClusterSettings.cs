using System.Net;
using FastOde.Client.Clusters;
using FastOde.Grains;

namespace FastOde.Silo.Hosting.Clustering;

/// <summary>The part of one process in a cluster.</summary>
internal sealed record ClusterSettings
{
    /// <summary>What the process does.</summary>
    public required SiloRole Role { get; init; }

    /// <summary>Port on which the other processes reach this one; 0 takes any free one.</summary>
    public int SiloPort { get; init; }

    /// <summary>Address of this machine at which the other processes reach this one.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>What the processes show each other; null where all are on one machine and need not.</summary>
    public ClusterTls? Tls { get; init; }

    /// <summary>What the processes prove to each other that they know; null where all are on one machine and need not.</summary>
    public ClusterSecret? Secret { get; init; }
}
