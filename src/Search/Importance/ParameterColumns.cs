using FastOde.Specs;

namespace FastOde.Search.Importance;

/// <summary>Writes assignments as columns of numbers.</summary>
public static class ParameterColumns
{
    /// <summary>A column for each dimension that has more than one value. What an assignment lacks is NaN.</summary>
    /// <param name="space">The dimensions.</param>
    /// <param name="assignments">The values of each trial.</param>
    public static IReadOnlyList<ParameterColumn> Of(IReadOnlyList<SearchDimension> space, IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>> assignments)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(assignments);
        return
        [
            .. space.Where(dimension => dimension.Count is not 1).Select(dimension => new ParameterColumn(
                dimension.Key,
                dimension.Values?.Count ?? 0,
                [.. assignments.Select(assignment => assignment.TryGetValue(dimension.Key, out var value) ? Place(dimension, value) : double.NaN)])),
        ];
    }

    private static double Place(SearchDimension dimension, ParameterValue value)
    {
        if (dimension.Values is { } values)
            return values.Contains(value) ? values.TakeWhile(other => other != value).Count() : double.NaN;
        if (value.Number is not { } number || dimension is not { Min: { } min, Max: { } max } || number < min || number > max)
            return double.NaN;

        // A stepped range is drawn as if each value were the part from it to the next; its middle stands for it.
        var step = dimension.Step ?? 0;
        return Share(number + (step / 2), min, max + step, dimension.Log);
    }

    private static double Share(double number, double min, double max, bool log) =>
        log ? Math.Log(number / min) / Math.Log(max / min) : (number - min) / (max - min);
}
