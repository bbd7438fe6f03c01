using FastOde.Specs.Rules;
using FastOde.Specs.Yaml;

namespace FastOde.Specs.Reading;

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
        problems.Add(node.Line, path, IsQuotedByMistake(scalar, rule)
            ? $"Expected {rule.Expected}, found the text \"{scalar.Text}\"; the quotes are in the way: write {scalar.Text} without them."
            : complaint);
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
        var seen = new HashSet<ParameterValue>();
        for (var index = 0; index < list.Items.Count; index++)
        {
            var item = $"{path}[{index}]";
            if (Read(list.Items[index], item, rule, problems) is not { } value)
                continue;
            if (!seen.Add(value) && !mayRepeat)
                problems.Add(list.Items[index].Line, item, $"{((ScalarNode)list.Items[index]).Text} is already in this list; remove one of the two.");
            else
                values.Add(value);
        }

        return values.Count == list.Items.Count ? values : null;
    }

    /// <summary>Whether a text would be of the kind that was expected if it had no quotes.</summary>
    private static bool IsQuotedByMistake(ScalarNode scalar, ValueRule rule) => !scalar.IsPlain && (scalar with { IsPlain = true }).Value is { } meant && rule switch
    {
        NumberRule or WholeRule => meant.Number is not null,
        FlagRule => meant.Flag is not null,
        _ => false,
    };
}
