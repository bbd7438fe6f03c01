using System.Text.Json.Nodes;
using FastOde.Specs.Rules;
using FastOde.Specs.Schema;
using FastOde.Specs.Yaml;

namespace FastOde.Specs.Reading;

/// <summary>Reads the solvers of an evaluation: for each the numbers it is evaluated at.</summary>
/// <param name="vocabulary">Knows solvers.</param>
/// <param name="problems">Where problems go.</param>
internal sealed class SolversReader(SpecVocabulary vocabulary, SpecProblems problems)
{
    private static readonly NumberRule AnyNumber = new(0, double.PositiveInfinity) { AboveMin = true };

    /// <summary>The solvers as a tree; null after a problem was added.</summary>
    internal JsonObject? Read(SpecNode node, string path)
    {
        if (node is MappingNode { Entries.Count: > 0 } solvers)
            return new(solvers.Entries.Select(entry => Solver(entry, $"{path}.{entry.Key}")).OfType<KeyValuePair<string, JsonNode?>>());
        problems.Add(node.Line, path, $"Expected {SpecKeys.Solvers}, such as euler: [1, 2, 4]; found {(node is MappingNode ? "an empty one" : node.Description)}.");
        return null;
    }

    private KeyValuePair<string, JsonNode?>? Solver(MappingEntry entry, string path)
    {
        if (Scalars.ReadList(entry.Value, path, AnyNumber, problems) is not { } values)
            return null;
        var found = vocabulary.Solvers(new SolverSpec { Name = entry.Key, Numbers = [.. values.Select(value => value.Number!.Value)] });
        foreach (var (place, message) in found)
        {
            if (place is { } index)
                problems.Add(((SequenceNode)entry.Value).Items[index].Line, $"{path}[{index}]", message);
            else
                problems.Add(entry.Line, path, message);
        }

        return found.Count > 0 ? null : KeyValuePair.Create<string, JsonNode?>(entry.Key, new JsonArray([.. values.Select(RecordTree.Node)]));
    }
}
