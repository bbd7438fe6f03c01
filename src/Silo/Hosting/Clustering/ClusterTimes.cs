using FastOde.Grains.Scheduling;
using Orleans.Configuration;

namespace FastOde.Silo.Hosting.Clustering;

/// <summary>
/// How soon a cluster counts one of its processes as gone. Each is a sum of what a busy machine may need: a process that was
/// only slow loses what it has not stored, and nothing else.
/// </summary>
internal static class ClusterTimes
{
    /// <summary>Leases end within 10 s of the last sign of life, and what a lost call left undone is repaired as soon.</summary>
    public static SchedulingTimes Scheduling { get; } = new()
    {
        Heartbeat = TimeSpan.FromSeconds(2),
        Lease = TimeSpan.FromSeconds(8),
        LeaseCheck = TimeSpan.FromSeconds(1),
        SlotSilence = TimeSpan.FromSeconds(10),
        Reconcile = TimeSpan.FromSeconds(5),
    };

    /// <summary>Three questions without an answer, two seconds each, and the others count a process as dead.</summary>
    public static void Configure(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(2);
        membership.NumMissedProbesLimit = 3;

        // A second opinion of a third process takes as long again on a busy machine, and a wrong verdict costs little.
        membership.EnableIndirectProbes = false;

        // Who reaches none of the others cannot be of use.
        membership.MaxJoinAttemptTime = TimeSpan.FromMinutes(1);
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
    }
}
