using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Runtime.Placement;

namespace FastOde.Grains.Trainers;

/// <summary>Finds the silo of a slot by the host name with which its id begins.</summary>
internal sealed class SlotPlacementDirector(ISiloMetadataCache metadata) : IPlacementDirector
{
    /// <summary>Key under which a silo states the host name of its slots.</summary>
    public const string HostKey = "fastode.slot-host";

    /// <inheritdoc/>
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var slotId = target.GrainIdentity.Key.ToString()!;
        var host = slotId[..slotId.LastIndexOf('/')];

        // A process that was killed and started again stands beside itself until the cluster knows that it died.
        var silo = context.GetCompatibleSilos(target).Where(candidate => HostOf(candidate) == host).MaxBy(candidate => candidate.Generation)
            ?? throw new SiloUnavailableException($"No silo of the cluster has slot {slotId}; its process has probably ended.");
        return Task.FromResult(silo);
    }

    private string? HostOf(SiloAddress silo) => metadata.GetSiloMetadata(silo).Metadata.GetValueOrDefault(HostKey);
}
