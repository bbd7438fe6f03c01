using FastOde.Contracts.Experiments;
using FastOde.Grains.Specs.Rules;
using FastOde.Grains.Specs.Yaml;

namespace FastOde.Grains.Specs.Schema;

/// <summary>Reads nodes that a rule describes.</summary>
internal static class Scalars
{
    /// <summary>The value of a node, or null after a problem was added.</summary>
    internal static ParameterValue? Read(SpecNode node, string path, ValueRule rule, SpecProblems problems)
    {
        if (node is not ScalarNode scalar || rule.Interpret(scalar) is not { } value)
        {
            problems.Add(node.Line, path, $"Expected {rule.Expected}, found {node.Description}.");
            return null;
        }

        if (rule.Check(value) is not { } complaint)
            return value;
        problems.Add(node.Line, path, complaint);
        return null;
    }

    /// <summary>The values of a list, which is not empty and repeats nothing unless it may; null after a problem was added.</summary>
    internal static IReadOnlyList<ParameterValue>? ReadList(
        SpecNode node, string path, ValueRule rule, SpecProblems problems, bool mayBeEmpty = false, bool mayRepeat = false)
    {
        if (node is not SequenceNode list || (list.Items.Count == 0 && !mayBeEmpty))
        {
            var found = node is SequenceNode ? "an empty one" : node.Description;
            problems.Add(node.Line, path, $"Expected a list in brackets, each item {rule.Expected}; found {found}.");
            return null;
        }

        var values = new List<ParameterValue>();
        for (var index = 0; index < list.Items.Count; index++)
        {
            var item = $"{path}[{index}]";
            if (Read(list.Items[index], item, rule, problems) is not { } value)
                continue;
            if (!mayRepeat && values.Contains(value))
                problems.Add(list.Items[index].Line, item, $"{value} is already in this list; remove one of the two.");
            else
                values.Add(value);
        }

        return values.Count == list.Items.Count ? values : null;
    }
}
