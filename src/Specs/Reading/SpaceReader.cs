using System.Text.Json.Nodes;
using FastOde.Specs.Earlier;
using FastOde.Specs.Rules;
using FastOde.Specs.Schema;
using FastOde.Specs.Words;
using FastOde.Specs.Yaml;

namespace FastOde.Specs.Reading;

/// <summary>Reads the search space: keys of the trial, or arguments of its function, with the values to try.</summary>
/// <param name="schema">The keys.</param>
/// <param name="text">Learns where keys stand.</param>
/// <param name="problems">Where problems go.</param>
internal sealed class SpaceReader(SpecSchema schema, SpecText text, SpecProblems problems)
{
    private const string Path = "search.space";
    private const string Grid = "grid";

    /// <summary>The dimensions in order; those that are wrong are left out.</summary>
    internal IReadOnlyList<SearchDimension> Read(SpecNode node, JsonObject trial, string sampler)
    {
        if (node is not MappingNode space)
        {
            problems.Add(node.Line, Path, $"Expected {SpecKeys.Space}, found {node.Description}.");
            return [];
        }

        var function = trial["function"]?.GetValue<string>();

        // Without a known function nobody can say which keys there are; that the function is unknown was said already.
        if ((function is null ? schema.Parameters : FunctionReader.Rules(schema.Vocabulary, function)) is not { } rules)
            return [];
        var noun = function is null ? "key of the trial" : $"argument of {function}";
        var dimensions = space.Entries.Select(entry => Dimension(entry, rules, noun)).OfType<SearchDimension>().ToArray();
        SpaceChecks.Conditions(space, dimensions, problems);
        SpaceChecks.Contradictions(space, dimensions, problems);
        if (!problems.Has("search.sampler") && sampler == Grid)
            SpaceChecks.Grid(space, dimensions, problems);
        return [.. dimensions.Select(dimension => Complete(dimension, rules, sampler))];
    }

    private SearchDimension? Dimension(MappingEntry entry, IReadOnlyDictionary<string, ValueRule> rules, string noun)
    {
        var path = $"{Path}.{entry.Key}";
        text.Add(path, entry);
        if (rules.TryGetValue(entry.Key, out var rule))
            return new DimensionReader(path, rule, rules, problems).Read(entry);
        problems.Add(entry.Line, path, EarlierKeys.PathAdvice(entry.Key) ?? UnknownName.Describe(noun, entry.Key, [.. rules.Keys]));
        return null;
    }

    /// <summary>Between two whole numbers there are only whole numbers, so a range of them that is drawn from has the step 1.</summary>
    private static SearchDimension Complete(SearchDimension dimension, IReadOnlyDictionary<string, ValueRule> rules, string sampler) =>
        dimension is { Values: null, Step: null } && rules[dimension.Key] is WholeRule && sampler != Grid ? dimension with { Step = 1 } : dimension;
}
