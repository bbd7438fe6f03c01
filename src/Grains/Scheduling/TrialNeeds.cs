using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.FlowMatching.Devices;
using FastOde.Specs;

namespace FastOde.Grains.Scheduling;

/// <summary>What trials need of GPUs, by their spec and their assignment.</summary>
internal static class TrialNeeds
{
    /// <summary>What a trial needs where its assignment says nothing else; null where it evaluates a function.</summary>
    /// <param name="trial">The trial.</param>
    public static GpuNeed? Usual(TrialSpec trial) => trial.Function is not null
        ? null
        : new() { Device = trial.Device, Memory = trial.Memory is { } gibibytes ? Bytes(gibibytes) : null, Count = trial.Replicas };

    /// <summary>What a trial needs; null where it computes on the processor.</summary>
    /// <param name="terms">What its experiment says of all.</param>
    /// <param name="trial">The trial.</param>
    public static GpuNeed? Of(TrialTerms terms, TrialSummary trial)
    {
        if (terms.Gpus is not { } usual)
            return null;
        var device = trial.Parameters.GetValueOrDefault("device")?.Text ?? usual.Device;
        var memory = trial.Parameters.GetValueOrDefault("memory")?.Number is { } gibibytes ? Bytes(gibibytes) : usual.Memory;
        var replicas = (int?)trial.Parameters.GetValueOrDefault("replicas")?.Number ?? usual.Count;

        // Any other name has all replicas on one.
        return device == DeviceName.Cpu ? null : new() { Device = device, Memory = memory, Count = device == DeviceName.Cuda ? replicas : 1 };
    }

    private static long Bytes(double gibibytes) => (long)Math.Ceiling(gibibytes * (1L << 30));
}
