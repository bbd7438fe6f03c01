using FastOde.Contracts.Experiments;
using FastOde.Search.Spaces;

namespace FastOde.Grains.Specs.Space;

/// <summary>Translates between a spec's words for a search space and the samplers'.</summary>
internal static class SpaceMapping
{
    /// <summary>The space of a search.</summary>
    /// <exception cref="ArgumentException">Conditions that cannot hold or dimensions that make no sense.</exception>
    internal static SearchSpace ToSpace(SearchSpec search) => new(search.Space.Select(ToDimension));

    /// <summary>A dimension of a search.</summary>
    internal static Dimension ToDimension(SearchDimension dimension)
    {
        var when = dimension.When.ToDictionary(condition => condition.Key, condition => ToChoice(condition.Value));
        if (dimension.Values is { } values)
            return new CategoricalDimension(dimension.Key, values.Select(ToChoice), when);
        if (dimension is not { Min: { } min, Max: { } max })
            throw new ArgumentException($"search.space.{dimension.Key} has neither values nor a min and a max.");
        var scale = dimension.Log ? RangeScale.Log : RangeScale.Linear;
        return dimension.Step is { } step
            ? new SteppedDimension(dimension.Key, min, max, step, scale, when)
            : new ContinuousDimension(dimension.Key, min, max, scale, when);
    }

    /// <summary>An assignment in a spec's words, in the order of the space.</summary>
    internal static IReadOnlyDictionary<string, ParameterValue> ToParameters(Assignment assignment)
    {
        var parameters = new OrderedDictionary<string, ParameterValue>();
        foreach (var (key, choice) in assignment)
            parameters.Add(key, new ParameterValue(choice.Text, choice.Number, choice.Flag));
        return parameters;
    }

    /// <summary>A value in the samplers' words.</summary>
    internal static Choice ToChoice(ParameterValue value) => value switch
    {
        { Text: { } text } => Choice.Of(text),
        { Number: { } number } => Choice.Of(number),
        _ => Choice.Of(value.Flag == true),
    };
}
