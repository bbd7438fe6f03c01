using System.Reflection;

namespace FastOde.Specs.Plugins;

/// <summary>
/// The plug-ins of this process. Catalogs and schemas are made once, from the library and from these, so that plug-ins are
/// named at the start or not at all.
/// </summary>
public static class PluginAssemblies
{
    /// <summary>Counts changes of what plug-ins are written against; one for another edition is refused.</summary>
    public const int Edition = 1;

    private static readonly Lock Gate = new();
    private static IReadOnlyList<Assembly> Named = [];
    private static bool IsRead;

    /// <summary>All of them, in the order of their names; from the first look on they are what they are.</summary>
    public static IReadOnlyList<Assembly> All
    {
        get
        {
            lock (Gate)
            {
                IsRead = true;
                return Named;
            }
        }
    }

    /// <summary>Names the plug-ins of this process.</summary>
    /// <param name="assemblies">The assemblies.</param>
    /// <exception cref="InvalidOperationException">Something was made without them already.</exception>
    public static void Use(IEnumerable<Assembly> assemblies)
    {
        lock (Gate)
        {
            if (IsRead)
                throw new InvalidOperationException("Plug-ins are named before anything is read: the schema of specs or a catalog exists without them.");
            Named = [.. assemblies.OrderBy(assembly => assembly.GetName().Name, StringComparer.Ordinal)];
        }
    }
}
