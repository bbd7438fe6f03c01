using System.Globalization;
using FastOde.Contracts.Trainers;

namespace FastOde.Grains.Devices;

/// <summary>Which GPUs of a machine CUDA shows to a process, and in which order, as <c>CUDA_VISIBLE_DEVICES</c> says.</summary>
internal static class VisibleGpus
{
    private const string WholeGpu = "GPU-";

    /// <summary>The GPUs, <c>cuda:0</c> first.</summary>
    /// <param name="all">All of the machine, in the order of <c>nvidia-smi</c>.</param>
    /// <param name="visible">The variable; null where it is not set.</param>
    /// <returns>The GPUs; null where parts of GPUs are shown, whose memory nobody says.</returns>
    public static IReadOnlyList<DeviceUse>? Of(IReadOnlyList<DeviceUse> all, string? visible)
    {
        if (visible is null)
            return all;
        List<DeviceUse> shown = [];
        foreach (var word in visible.Split(',', StringSplitOptions.TrimEntries))
        {
            if (word.StartsWith("MIG-", StringComparison.Ordinal))
                return null;

            // CUDA stops at the first word that means no GPU.
            if (Find(all, word) is not { } gpu)
                break;
            shown.Add(gpu);
        }

        return shown;
    }

    private static DeviceUse? Find(IReadOnlyList<DeviceUse> all, string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? all.ElementAtOrDefault(index)
            : word.StartsWith(WholeGpu, StringComparison.Ordinal) ? all.FirstOrDefault(gpu => gpu.Uuid?.StartsWith(word, StringComparison.Ordinal) == true) : null;
}
