using System.Collections.Concurrent;
using System.Reflection;

namespace FastOde.FlowMatching.Catalogs;

/// <summary>
/// Finds the class that does what a record of a spec says: the one whose constructor takes the record and what it works on.
/// So a new kind is its record and its class, and nothing lists them.
/// </summary>
public static class Kinds
{
    private static readonly ConcurrentDictionary<(Type Made, Type Spec), ConstructorInfo> Found = [];

    /// <summary>Makes what a record asks for.</summary>
    /// <typeparam name="T">What is made: a class of the record's own assembly, or of that of this type.</typeparam>
    /// <param name="spec">The record of one kind.</param>
    /// <param name="rest">What its constructor takes besides.</param>
    /// <exception cref="NotSupportedException">No class takes such a record.</exception>
    public static T Create<T>(object spec, params object[] rest)
        where T : class => (T)Create([typeof(T)], spec, rest);

    /// <summary>Makes what a record asks for, as one of several types.</summary>
    internal static object Create(IReadOnlyList<Type> types, object spec, params object[] rest)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return Found.GetOrAdd((types[0], spec.GetType()), _ => Find(types, spec, rest))
            .Invoke(BindingFlags.DoNotWrapExceptions, binder: null, [spec, .. rest], culture: null);
    }

    private static ConstructorInfo Find(IReadOnlyList<Type> types, object spec, object[] rest) =>
        new[] { spec.GetType().Assembly, types[0].Assembly }.Distinct()
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => !type.IsAbstract && types.Any(type.IsSubclassOf))
            .SelectMany(type => type.GetConstructors())
            .FirstOrDefault(constructor => Takes(constructor, [spec, .. rest]))
        ?? throw new NotSupportedException($"This version has no {types[0].Name} for {spec.GetType().Name}: no constructor takes one. Run the trial with the version that wrote its spec.");

    private static bool Takes(ConstructorInfo constructor, object[] arguments)
    {
        var parameters = constructor.GetParameters();
        return parameters.Length == arguments.Length
            && parameters.Zip(arguments).All(pair => pair.First.ParameterType != typeof(object) && pair.First.ParameterType.IsInstanceOfType(pair.Second));
    }
}
