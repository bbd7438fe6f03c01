using System.Collections.Concurrent;
using System.Reflection;
using FastOde.FlowMatching.Paths;
using FastOde.Specs.Networks;

namespace FastOde.FlowMatching.Methods;

/// <summary>Finds methods by their options, so that a new one is one file and nothing else.</summary>
public static class MethodDiscovery
{
    private static readonly ConcurrentDictionary<Type, ConstructorInfo> found = [];

    /// <summary>Makes the method that options describe, from their own assembly or this one.</summary>
    /// <param name="options">The method's keys.</param>
    /// <param name="path">The path between data and noise.</param>
    /// <param name="prediction">What the network predicts.</param>
    /// <exception cref="InvalidOperationException">No method takes such options.</exception>
    public static Method Create(MethodOptions options, InterpolationPath path, PredictionKind prediction)
    {
        ArgumentNullException.ThrowIfNull(options);
        return (Method)found.GetOrAdd(options.GetType(), Find).Invoke([options, path, prediction]);
    }

    private static ConstructorInfo Find(Type options) =>
        new[] { options.Assembly, typeof(Method).Assembly }.Distinct()
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsSubclassOf(typeof(Method)) && !type.IsAbstract)
            .Select(type => type.GetConstructor([options, typeof(InterpolationPath), typeof(PredictionKind)]))
            .FirstOrDefault(constructor => constructor is not null)
        ?? throw new InvalidOperationException($"No method has a constructor that takes {options.Name}, a path and a prediction; run the trial with the version that wrote its spec.");
}
