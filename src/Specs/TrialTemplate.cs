using System.Text.Json.Nodes;
using FastOde.Specs.Earlier;
using FastOde.Specs.Schema;
using FastOde.Specs.Words;

namespace FastOde.Specs;

/// <summary>A trial as a spec writes it, from which each assignment makes a <see cref="TrialSpec"/>: keys may stand here that only some assignments use.</summary>
public sealed class TrialTemplate
{
    private const string FunctionKey = "function";
    private const string ArgumentsKey = "arguments";

    private readonly JsonObject tree;
    private readonly SpecSchema schema;

    internal TrialTemplate(JsonObject tree, SpecSchema? schema = null) => (this.tree, this.schema) = (tree, schema ?? SpecSchema.Standard);

    /// <summary>Whether it has today's words; the assignments of an earlier one have the words of its time.</summary>
    public bool IsCurrent => EarlierTrial.IsCurrent(tree);

    /// <summary>A copy of the tree of keys.</summary>
    internal JsonObject Tree => (JsonObject)tree.DeepClone();

    /// <summary>A template that every assignment starts from a whole trial.</summary>
    public static TrialTemplate Of(TrialSpec trial) => new(TrialTree.Write(trial));

    /// <summary>The trial where nothing is assigned.</summary>
    public TrialSpec Plain() => Read(Tree);

    /// <summary>The trial of an assignment. What its kinds have no use for is passed over.</summary>
    /// <param name="assignment">Paths within the trial, or arguments of its function, and their values.</param>
    /// <exception cref="ArgumentException">A key does not exist or a value does not fit it; the message names both.</exception>
    public TrialSpec With(IReadOnlyDictionary<string, ParameterValue> assignment) => Read(Assigned(assignment));

    /// <summary>The part of an assignment that its trial has use for, in its order.</summary>
    /// <param name="assignment">Paths within the trial and their values.</param>
    public IReadOnlyDictionary<string, ParameterValue> Used(IReadOnlyDictionary<string, ParameterValue> assignment)
    {
        if (tree.ContainsKey(FunctionKey) || !IsCurrent)
            return assignment;
        HashSet<string> used = [.. KeyUse.Of(schema, Assigned(assignment)).Where(key => key.Idle is null).Select(key => key.Path)];
        return assignment.Keys.All(used.Contains)
            ? assignment
            : new OrderedDictionary<string, ParameterValue>(assignment.Where(value => used.Contains(value.Key)));
    }

    /// <summary>Whether some assignment of a space has values that its trial has no use for; also where the space has too many kinds to say.</summary>
    /// <param name="space">The dimensions.</param>
    public bool LeavesIdle(IReadOnlyList<SearchDimension> space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return !tree.ContainsKey(FunctionKey) && IsCurrent && KindChoices.Of(schema, space).Index()
            .Any(choice => choice.Index == KindChoices.Most || Used(choice.Item).Count < choice.Item.Count);
    }

    /// <summary>The tree of an assignment, in the words of the template.</summary>
    internal JsonObject Assigned(IReadOnlyDictionary<string, ParameterValue> assignment)
    {
        var tree = Tree;
        if (tree.ContainsKey(FunctionKey))
        {
            SetArguments(tree, assignment);
            return tree;
        }

        // A kind is set before the keys that depend on it.
        foreach (var (path, value) in assignment.OrderBy(value => value.Key.Count(character => character == '.')).ThenBy(value => value.Key.EndsWith(".kind", StringComparison.Ordinal) ? 0 : 1))
        {
            if (!EarlierTrial.IsCurrent(tree))
                EarlierTrial.Set(tree, path, RecordTree.Node(value));
            else
                Set(tree, path, value);
        }

        return tree;
    }

    private void Set(JsonObject tree, string path, ParameterValue value)
    {
        if (!schema.Parameters.TryGetValue(path, out var rule))
            throw new ArgumentException(UnknownName.Describe("key of the trial", path, [.. schema.Parameters.Keys]));
        if (rule.Check(value) is { } complaint)
            throw new ArgumentException($"{path}: {complaint}");
        AssignedTree.Set(schema.Trial, tree, path.Split('.'), RecordTree.Node(value));
    }

    private void SetArguments(JsonObject tree, IReadOnlyDictionary<string, ParameterValue> assignment)
    {
        var known = schema.Vocabulary.Functions.GetValueOrDefault(tree[FunctionKey]!.GetValue<string>());
        if (tree[ArgumentsKey] is not JsonObject arguments)
            tree[ArgumentsKey] = arguments = [];
        foreach (var (name, value) in assignment)
        {
            if (known is not null && known.All(argument => argument.Name != name))
                throw new ArgumentException(UnknownName.Describe($"argument of {tree[FunctionKey]}", name, [.. known.Select(argument => argument.Name)]));
            arguments[name] = RecordTree.Node(value);
        }
    }

    private TrialSpec Read(JsonObject tree) => EarlierTrial.IsCurrent(tree)
        ? TrialTree.Read(schema, tree)
        : TrialTree.Read(schema, EarlierTrial.Upgrade((JsonObject)tree.DeepClone()));
}
