using FastOde.Grains.OnDemand;
using FastOde.Grains.Trainers;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace FastOde.Grains.Hosting;

/// <summary>
/// Which grains a silo offers to host. A class that a silo does not offer is never placed there, wherever the call comes from.
/// </summary>
internal static class HostedGrains
{
    // What computes on the machines that have slots.
    private static readonly Type[] BesideSlots = [typeof(TrainerGrain), typeof(TrialSamplingGrain), typeof(TrialEvaluationGrain)];

    /// <summary>Takes from a silo's offer what its role has no place for.</summary>
    public static void Restrict(IServiceCollection services, SiloRole role)
    {
        if (role != SiloRole.Everything)
            services.PostConfigure<GrainTypeOptions>(types => types.Classes.RemoveWhere(type => IsOurs(type) && !Hosts(role, type)));
    }

    /// <summary>Whether silos of a role host a class of this project.</summary>
    public static bool Hosts(SiloRole role, Type grain) => role switch
    {
        SiloRole.Control => !BesideSlots.Contains(grain),
        SiloRole.Trainer => BesideSlots.Contains(grain),
        _ => true,
    };

    // The runtime has grains of its own, which every silo needs.
    private static bool IsOurs(Type grain) => grain.Assembly == typeof(HostedGrains).Assembly;
}
