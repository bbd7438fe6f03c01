using FastOde.Specs.Rules;
using FastOde.Specs.Schema;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace FastOde.Specs.Reading;

/// <summary>
/// A spec's text as the fields of a form, and what is typed into a field as a change of the text. A change touches the
/// text of its key alone: comments, order, and keys that the form does not know stay as they are.
/// </summary>
/// <param name="schema">The keys of a spec.</param>
/// <param name="names">The names there are of something that has more than a schema can list: <c>data set</c>, <c>solver</c>.</param>
public sealed class SpecForm(SpecSchema schema, Func<string, IReadOnlyList<string>> names)
{
    private const string Solvers = "trial.evaluation.solvers";
    private const string Function = "trial.function";

    private static readonly (string Key, string Label)[] Always =
    [
        ("name", "Name"), ("seeds", "Seeds"),
    ];

    private static readonly (string Key, string Label)[] OfTraining =
    [
        ("trial.data.name", "Data set"), ("trial.method.kind", "Method"), ("trial.coupling.kind", "Coupling"), ("trial.coupling.beta", "β"),
        ("trial.network.kind", "Network"), ("trial.optimizer.kind", "Optimizer"), ("trial.optimizer.learningRate", "Learning rate"),
        ("trial.batchSize", "Batch size"), ("trial.iterations", "Iterations"), ("trial.evaluation.every", "Evaluate every"), ("trial.evaluation.samples", "Samples an evaluation"),
    ];

    private static readonly (string Key, string Label)[] OfSearch =
    [
        ("search.sampler", "Search"), ("search.trials", "Assignments to try"), ("objective.metric", "Objective"), ("objective.direction", "Direction"),
    ];

    private readonly Lazy<Dictionary<string, KeyDescription>> keys = new(() => SpecKeys.Describe(schema).Where(key => !key.Path.Contains('[', StringComparison.Ordinal)).DistinctBy(key => key.Path).ToDictionary(key => key.Path));

    /// <summary>The fields, in the order of a form.</summary>
    /// <param name="text">A spec in YAML or JSON.</param>
    /// <returns>The fields; null where the text cannot be read, so that nothing can be said of its keys.</returns>
    public IReadOnlyList<SpecField>? Read(string text)
    {
        if (!SpecOverrides.IsReadable(text) || TextEnds.Root(text) is not YamlMappingNode root)
            return null;
        var isFunction = Find(root, Function) is not null;
        var fields = Always.Concat(isFunction ? [(Function, "Function")] : OfTraining).Concat(OfSearch).Where(field => IsShown(root, field.Key)).Select(field => Field(text, root, field.Key, field.Label));
        return isFunction ? [.. fields] : [.. fields.SkipLast(OfSearch.Length), .. SolverFields(text, root), .. fields.TakeLast(OfSearch.Length)];
    }

    /// <summary>Writes what was typed into a field.</summary>
    /// <param name="text">The spec's text.</param>
    /// <param name="field">The field.</param>
    /// <param name="typed">Its new value; nothing takes the key out.</param>
    /// <exception cref="FormatException">The text has no room for it; the message says why.</exception>
    public static string Write(string text, SpecField field, string typed)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(typed);
        var value = typed.Trim();
        if (value.Length == 0)
            return KeyRemoval.Apply(text, field.Key);
        return SpecOverrides.Parse([$"{field.Key}={(field.IsList ? $"[{value}]" : Quoted(value))}"]).Apply(text);
    }

    /// <summary>The field of a solver that the text does not name yet.</summary>
    /// <param name="solver">Such as <c>heun</c>.</param>
    public SpecField Solver(string solver) => new($"{Solvers}.{solver}", solver, "", "", "numbers of evaluations (NFE), or tolerances of an adaptive solver") { IsList = true, Suggestions = names("solver") };

    private IEnumerable<SpecField> SolverFields(string text, YamlMappingNode root) =>
        Find(root, Solvers) is YamlMappingNode given
            ? given.Children.Where(pair => pair.Key is YamlScalarNode { Value: not "<<" }).Select(pair => Solver(((YamlScalarNode)pair.Key).Value!) with { Value = ValueText(text, pair.Value) })
            : [];

    private bool IsShown(YamlMappingNode root, string key)
    {
        if (Find(root, key) is not null || Searched(root, key) is not null || !key.StartsWith("trial.", StringComparison.Ordinal) || key.Split('.') is not [_, var group, var name])
            return true;
        var kindKey = $"trial.{group}.{GroupShape.KindKey}";
        if (Searched(root, kindKey) is not null || schema.Trial.Keys.FirstOrDefault(one => one.Name == group)?.Group is not { IsFamily: true } family || name == GroupShape.KindKey)
            return true;
        return family.Find((Find(root, kindKey) as YamlScalarNode)?.Value ?? family.Standard)?.Find(name) is not null;
    }

    private SpecField Field(string text, YamlMappingNode root, string key, string label)
    {
        var known = keys.Value.GetValueOrDefault(key);
        return new(key, label, Find(root, key) is { } node ? ValueText(text, node) : "", known?.Default ?? "", known?.Expected ?? "one of the functions")
        {
            Choices = Rule(key) is NameRule rule ? rule.Names : [],
            Suggestions = key == "trial.data.name" ? names("data set") : [],
            IsList = key == "seeds",
            Searched = Searched(root, key) is { } tried ? text[(int)tried.Start.Index..TextEnds.Of(text, tried)].Trim() : null,
        };
    }

    private ValueRule? Rule(string key) => key.Split('.') switch
    {
        ["trial", .. var path] => schema.Parameters.GetValueOrDefault(string.Join('.', path)),
        [var group, var name] => schema.Experiment.Keys.FirstOrDefault(one => one.Name == group)?.Group?.Keys.FirstOrDefault(one => one.Name == name)?.Rule,
        _ => null,
    };

    private static YamlNode? Searched(YamlMappingNode root, string key) =>
        key.StartsWith("trial.", StringComparison.Ordinal) && Find(root, "search.space") is YamlMappingNode space && space.Children.TryGetValue(new YamlScalarNode(key["trial.".Length..]), out var tried) && !TextEnds.IsBlock(tried) ? tried : null;

    private static YamlNode? Find(YamlMappingNode root, string key)
    {
        YamlNode? node = root;
        foreach (var word in key.Split('.'))
            node = node is YamlMappingNode group && group.Children.TryGetValue(new YamlScalarNode(word), out var inner) ? inner : null;
        return node;
    }

    private static string ValueText(string text, YamlNode node) => node switch
    {
        YamlScalarNode scalar => scalar.Value ?? "",
        YamlSequenceNode list when list.Children.All(item => item is YamlScalarNode) => string.Join(", ", list.Children.Cast<YamlScalarNode>().Select(item => item.Value)),
        _ => text[(int)node.Start.Index..TextEnds.Of(text, node)].Trim(),
    };

    /// <summary>A single value as YAML that means just this text.</summary>
    private static string Quoted(string value)
    {
        try
        {
            if (TextEnds.Root($"{{ key: {value} }}") is YamlMappingNode { Children.Count: 1 } group && (group.Children.First().Value is not YamlScalarNode scalar || scalar.Value == value))
                return value;
        }
        catch (YamlException)
        {
            // Means something else as it stands, or nothing.
        }

        return $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
    }
}
