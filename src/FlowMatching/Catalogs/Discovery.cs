using FastOde.Specs.Plugins;

namespace FastOde.FlowMatching.Catalogs;

/// <summary>Fills catalogs from the types of this library and of plug-ins, so that a new entry is one new file and nothing else.</summary>
internal static class Discovery
{
    /// <summary>One instance of every concrete descendant of <typeparamref name="T"/>, made by its parameterless constructor.</summary>
    public static IEnumerable<T> InstancesOf<T>()
        where T : class =>
        TypesOf<T>().Select(type => (T)Activator.CreateInstance(type)!);

    /// <summary>Every concrete descendant of <typeparamref name="T"/>.</summary>
    public static IEnumerable<Type> TypesOf<T>()
        where T : class =>
        PluginAssemblies.All.Prepend(typeof(Discovery).Assembly)
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract);
}
