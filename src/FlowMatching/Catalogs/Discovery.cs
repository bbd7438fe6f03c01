namespace FastOde.FlowMatching.Catalogs;

/// <summary>Fills catalogs from the types of this library, so that a new entry is one new file and nothing else.</summary>
internal static class Discovery
{
    /// <summary>One instance of every concrete descendant of <typeparamref name="T"/>, made by its parameterless constructor.</summary>
    public static IEnumerable<T> InstancesOf<T>()
        where T : class =>
        typeof(Discovery).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract)
            .Select(type => (T)Activator.CreateInstance(type)!);
}
