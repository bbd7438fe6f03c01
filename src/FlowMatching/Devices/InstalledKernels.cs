using System.Reflection;

namespace FastOde.FlowMatching.Devices;

/// <summary>Looks for kernels beside the program. Nothing else depends on whether there are any.</summary>
internal static class InstalledKernels
{
    private const string AssemblyName = "FastOde.Kernels";

    /// <summary>The kernels of the assembly <c>FastOde.Kernels</c>; null where the program comes without it.</summary>
    public static IKernels? Find()
    {
        try
        {
            var type = Assembly.Load(AssemblyName).GetExportedTypes().Single(typeof(IKernels).IsAssignableFrom);
            return (IKernels)Activator.CreateInstance(type)!;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
