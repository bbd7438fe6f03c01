using System.Reflection;
using System.Runtime.Loader;

namespace FastOde.Silo.Plugins;

/// <summary>
/// Loads one plug-in and what it needs. What FastOde itself has, such as TorchSharp, is FastOde's: types of two copies would not
/// be the same. The rest lies beside the plug-in and disturbs no other.
/// </summary>
/// <param name="file">The plug-in's own assembly.</param>
internal sealed class PluginContext(string file) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(file))
{
    private readonly AssemblyDependencyResolver beside = new(file);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        try
        {
            return Default.LoadFromAssemblyName(assemblyName);
        }
        catch (FileNotFoundException)
        {
            return beside.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
        }
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        beside.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
