using System.Reflection;

namespace FastOde.FlowMatching.Devices;

/// <summary>Looks for kernels beside the program. Nothing else depends on whether there are any.</summary>
internal static class InstalledKernels
{
    /// <summary>The kernels of the sister assembly <c>Kernels</c>; null where the program comes without it.</summary>
    public static IKernels? Find()
    {
        var sister = Path.ChangeExtension(typeof(InstalledKernels).Assembly.GetName().Name!, "Kernels");
        try
        {
            var type = Assembly.Load(sister).GetExportedTypes().Single(typeof(IKernels).IsAssignableFrom);
            return (IKernels)Activator.CreateInstance(type)!;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
