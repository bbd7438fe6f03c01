using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Nodes;
using FastOde.Specs.Keys;
using FastOde.Specs.Networks;
using FastOde.Specs.Plugins;
using FastOde.Specs.Rules;

namespace FastOde.Specs.Schema;

/// <summary>
/// Every key of a spec, made from the records by reflection: reading, writing, assignments, the nearest names in messages
/// and the check of the documentation all use it. Kinds of a family are found in the assemblies; nothing lists them.
/// </summary>
public sealed class SpecSchema
{
    private readonly ConcurrentDictionary<Type, GroupShape> groups = new();
    private readonly IReadOnlyList<Type> types;
    private readonly Lazy<IReadOnlyDictionary<string, ValueRule>> parameters;
    private readonly Lazy<IReadOnlyList<string>> paths;
    private readonly Lazy<IReadOnlySet<string>> decidingKeys;

    /// <summary>The schema of the records in this assembly and others.</summary>
    /// <param name="vocabulary">The names that lie outside the specs.</param>
    /// <param name="others">Assemblies with further kinds.</param>
    public SpecSchema(SpecVocabulary vocabulary, params IEnumerable<Assembly> others)
    {
        Vocabulary = vocabulary;
        types = [.. others.Prepend(typeof(SpecSchema).Assembly).SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsDefined(typeof(KindAttribute)))];
        parameters = new(() => SpecKeys.Parameters(this));
        paths = new(() => [.. SpecKeys.Describe(this).Select(key => key.Path).Where(path => !path.Contains('[', StringComparison.Ordinal)).Append("trial.function")]);
        decidingKeys = new(() => SpecKeys.Deciding(Trial, "").ToHashSet());
    }

    /// <summary>The schema with the kinds of plug-ins, and without the names that others know, for specs that were checked when they were read.</summary>
    public static SpecSchema Standard { get; } = new(new SpecVocabulary(), PluginAssemblies.All);

    /// <summary>The names that lie outside the specs.</summary>
    internal SpecVocabulary Vocabulary { get; }

    /// <summary>The keys of an experiment.</summary>
    internal GroupShape Experiment => GroupOf(typeof(ExperimentSpec));

    /// <summary>The keys of a trial.</summary>
    internal GroupShape Trial => GroupOf(typeof(TrialSpec));

    /// <summary>What an assignment may set, by path within the trial, with the values that each takes.</summary>
    internal IReadOnlyDictionary<string, ValueRule> Parameters => parameters.Value;

    /// <summary>Every key by its full path.</summary>
    internal IReadOnlyList<string> Paths => paths.Value;

    /// <summary>Keys of the trial that decide which others do something: kinds, and what keys are bound to.</summary>
    internal IReadOnlySet<string> DecidingKeys => decidingKeys.Value;

    /// <summary>The keys of a record type, or of all kinds of a family.</summary>
    internal GroupShape GroupOf(Type type)
    {
        if (groups.TryGetValue(type, out var known))
            return known;
        var family = type.GetCustomAttribute<FamilyAttribute>();
        var made = family is null
            ? new GroupShape("", "", [new RecordShape(type, "", this)], this)
            : new GroupShape(family.Noun, family.Standard, [.. types.Where(kind => kind.IsSubclassOf(type) && !kind.IsAbstract)
                .Select(kind => (Type: kind, Kind: kind.GetCustomAttribute<KindAttribute>()!))
                .OrderBy(kind => kind.Kind.Place).ThenBy(kind => kind.Kind.Word, StringComparer.Ordinal)
                .Select(kind => new RecordShape(kind.Type, kind.Kind.Word, this))], this);
        return groups.GetOrAdd(type, made);
    }

    /// <summary>What is wrong between keys of the records inside a trial; keys are paths within it.</summary>
    internal IEnumerable<KeyProblem> Problems(TrialSpec trial) => Problems(Trial.Records[0], trial, "");

    /// <summary>A network with other values for some of its keys.</summary>
    internal NetworkSpec Over(NetworkSpec network, JsonObject changes)
    {
        var family = GroupOf(typeof(NetworkSpec));
        var tree = RecordTree.Write(family, network);
        foreach (var (key, value) in changes)
            tree[key] = value?.DeepClone();
        return (NetworkSpec)RecordTree.Read(family, tree);
    }

    private static IEnumerable<KeyProblem> Problems(RecordShape shape, object record, string prefix)
    {
        if (record is IChecked owner)
        {
            foreach (var problem in owner.Problems())
                yield return problem with { Key = prefix + problem.Key };
        }

        foreach (var property in record.GetType().GetProperties().Where(property => property.IsDefined(typeof(InlineAttribute))))
        {
            if (property.GetValue(record) is IChecked inline)
            {
                foreach (var problem in inline.Problems())
                    yield return problem with { Key = prefix + problem.Key };
            }
        }

        foreach (var key in shape.Keys.Where(key => key.Form == KeyForm.Group))
        {
            if (key.Get(record) is not { } inner || key.Group!.Records.FirstOrDefault(one => one.Type == inner.GetType()) is not { } found)
                continue;
            foreach (var problem in Problems(found, inner, $"{prefix}{key.Name}."))
                yield return problem;
        }
    }
}
