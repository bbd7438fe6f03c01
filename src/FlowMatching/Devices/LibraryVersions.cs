using System.Reflection;
using TorchSharp;

namespace FastOde.FlowMatching.Devices;

/// <summary>Versions of what the program is made of.</summary>
public static class LibraryVersions
{
    /// <summary>Versions of TorchSharp and of the libtorch that it has loaded.</summary>
    public static string Torch => $"TorchSharp {Of(typeof(torch).Assembly)}, libtorch {torch.__version__}";

    /// <summary>The version that an assembly was built with, and its commit where it says one.</summary>
    /// <param name="assembly">The assembly.</param>
    public static string Of(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? assembly.GetName().Version!.ToString();
    }
}
