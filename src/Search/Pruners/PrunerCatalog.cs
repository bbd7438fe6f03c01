using System.Reflection;
using FastOde.Specs.Keys;
using FastOde.Specs.Pruners;

namespace FastOde.Search.Pruners;

/// <summary>
/// Every pruner: the classes whose constructor takes the record of a kind and a <see cref="PruningProblem"/>. Nothing lists them.
/// </summary>
/// <param name="others">Assemblies with pruners beside those of this one.</param>
public sealed class PrunerCatalog(params IEnumerable<Assembly> others)
{
    private readonly Dictionary<Type, ConstructorInfo> pruners =
        others.Prepend(typeof(PrunerCatalog).Assembly).SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsAssignableTo(typeof(IPruner)) && !type.IsAbstract)
            .SelectMany(type => type.GetConstructors())
            .Where(constructor => constructor.GetParameters() is [var spec, var problem]
                && spec.ParameterType.IsSubclassOf(typeof(PrunerSpec)) && problem.ParameterType == typeof(PruningProblem))
            .ToDictionary(constructor => constructor.GetParameters()[0].ParameterType);

    /// <summary>The pruners of this assembly.</summary>
    public static PrunerCatalog Standard { get; } = new();

    /// <summary>A record of each kind with its defaults.</summary>
    public IEnumerable<PrunerSpec> Kinds => pruners.Keys
        .OrderBy(type => type.GetCustomAttribute<KindAttribute>()!.Place)
        .Select(type => (PrunerSpec)Activator.CreateInstance(type)!);

    /// <summary>The pruner of an experiment.</summary>
    /// <param name="spec">The record of one kind.</param>
    /// <param name="problem">What it works on.</param>
    /// <exception cref="NotSupportedException">No class takes such a record.</exception>
    /// <exception cref="ArgumentException">The record does not suit the experiment.</exception>
    public IPruner Create(PrunerSpec spec, PruningProblem problem)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return pruners.TryGetValue(spec.GetType(), out var constructor)
            ? (IPruner)constructor.Invoke(BindingFlags.DoNotWrapExceptions, binder: null, [spec, problem], culture: null)
            : throw new NotSupportedException($"This version has no pruner for {spec.GetType().Name}: no constructor takes one. Run the experiment with the version that wrote its spec.");
    }
}
