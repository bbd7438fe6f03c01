using FastOde.Contracts.Experiments;
using FastOde.Grains.Specs.Rules;
using FastOde.Grains.Specs.Space;
using FastOde.Grains.Specs.Yaml;

namespace FastOde.Grains.Specs.Schema;

/// <summary>The key <c>search.space</c>: keys of the trial, or arguments of its function, with the values to try.</summary>
internal sealed record SpaceKey() : SpecKey("search.space")
{
    internal override string Expected => "a group of keys of the trial, each with { values: [...] } or { min: ..., max: ... }";

    internal override string Default => "{}";

    internal override ExperimentSpec Read(ExperimentSpec spec, SpecNode node, SpecProblems problems)
    {
        if (node is not MappingNode space)
        {
            problems.Add(node.Line, Path, $"Expected {Expected}, found {node.Description}.");
            return spec;
        }

        // Without a known function nobody can say which keys there are; that the function is unknown was said already.
        if (Rules(spec.Trial) is not { } rules)
            return spec;
        var kind = spec.Trial.Function is { } function ? $"argument of {function}" : "key of the trial";
        var dimensions = space.Entries
            .Select(entry => Dimension(entry, rules, kind, problems))
            .OfType<SearchDimension>()
            .ToArray();
        SpaceChecks.Conditions(space, dimensions, problems);
        if (!problems.Has("search.sampler"))
            SpaceChecks.Sampler(space, dimensions, spec.Search.Sampler, problems);
        return spec with { Search = spec.Search with { Space = [.. dimensions.Select(dimension => Complete(dimension, rules, spec.Search.Sampler))] } };
    }

    private static Dictionary<string, ValueRule>? Rules(TrialSpec trial) => trial.Function is { } function
        ? FunctionKey.ArgumentRules(function)
        : SpecSchema.Parameters.ToDictionary(parameter => parameter.Key, parameter => parameter.Value.Rule);

    private SearchDimension? Dimension(MappingEntry entry, Dictionary<string, ValueRule> rules, string kind, SpecProblems problems)
    {
        var path = $"{Path}.{entry.Key}";
        if (rules.TryGetValue(entry.Key, out var rule))
            return new DimensionReader(path, rule, rules, problems).Read(entry);
        problems.Add(entry.Line, path, Wording.Unknown(kind, entry.Key, [.. rules.Keys]));
        return null;
    }

    /// <summary>Between two whole numbers there are only whole numbers, so a range of them that is drawn from has the step 1.</summary>
    private static SearchDimension Complete(SearchDimension dimension, Dictionary<string, ValueRule> rules, string sampler) =>
        dimension is { Values: null, Step: null } && rules[dimension.Key] is WholeRule && sampler != SamplerCatalog.Grid
            ? dimension with { Step = 1 }
            : dimension;
}
