namespace FastOde.FlowMatching.Devices;

/// <summary>
/// How CUDA numbers GPUs. By itself it puts the fastest first; the driver's tools number them by their places in the machine.
/// Whoever reads the memory of <c>cuda:1</c> from the tools needs both to mean the same.
/// </summary>
public static class GpuNumbering
{
    private const string Variable = "CUDA_DEVICE_ORDER";
    private const string ByBus = "PCI_BUS_ID";

    /// <summary>Whether CUDA numbers GPUs as the driver's tools do.</summary>
    public static bool IsByBus => Environment.GetEnvironmentVariable(Variable) == ByBus;

    /// <summary>Has CUDA number GPUs as the driver's tools do, unless the user's environment says otherwise; before libtorch first looks for them.</summary>
    public static void Apply()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null or "")
            NativeEnvironment.Set(Variable, ByBus);
    }
}
