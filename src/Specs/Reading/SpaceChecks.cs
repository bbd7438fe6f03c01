using FastOde.Specs.Earlier;
using FastOde.Specs.Words;
using FastOde.Specs.Yaml;

namespace FastOde.Specs.Reading;

/// <summary>What can be wrong between the dimensions of a search space and with its sampler.</summary>
internal static class SpaceChecks
{
    private const string Path = "search.space";

    /// <summary>Each condition names a dimension and a value that it can take.</summary>
    internal static void Conditions(MappingNode space, IReadOnlyList<SearchDimension> dimensions, SpecProblems problems)
    {
        string[] written = [.. space.Entries.Select(entry => entry.Key)];
        foreach (var dimension in dimensions)
        {
            foreach (var (key, value) in dimension.When)
            {
                var line = LineOf(space, dimension.Key, key);
                var path = $"{Path}.{dimension.Key}.when.{key}";
                if (key == dimension.Key)
                    problems.Add(line, path, "A dimension cannot depend on itself; name another key of search.space.");
                else if (!written.Contains(key) && EarlierKeys.PathAdvice(key) is null)
                    problems.Add(line, path, UnknownName.Describe("dimension of search.space", key, [.. written.Where(name => name != dimension.Key)]));
                else if (EarlierKeys.PathAdvice(key) is { } advice)
                    problems.Add(line, path, advice);
                else if (dimensions.FirstOrDefault(other => other.Key == key) is { } other && Impossible(other, value) is { } reason)
                    problems.Add(line, path, reason);
            }
        }
    }

    /// <summary>Each dimension can exist: its conditions, and those of the keys that they name, ask for one value of a key.</summary>
    internal static void Contradictions(MappingNode space, IReadOnlyList<SearchDimension> dimensions, SpecProblems problems)
    {
        foreach (var dimension in dimensions)
        {
            Dictionary<string, ParameterValue> asked = [];
            Queue<SearchDimension> waiting = new([dimension]);
            HashSet<string> seen = [];
            while (waiting.TryDequeue(out var next))
            {
                if (!seen.Add(next.Key))
                    continue;
                foreach (var (key, value) in next.When)
                {
                    if (asked.TryGetValue(key, out var other) && other != value)
                    {
                        problems.Add(
                            space.Find(dimension.Key)!.Line, $"{Path}.{dimension.Key}.when",
                            $"It can never exist: its conditions, and those of the keys that they name, ask for {key} to be {other} and {value}.");
                        waiting.Clear();
                        break;
                    }

                    asked[key] = value;
                    if (dimensions.FirstOrDefault(named => named.Key == key) is { } named)
                        waiting.Enqueue(named);
                }
            }
        }
    }

    /// <summary>A grid can list only what has values or a step.</summary>
    internal static void Grid(MappingNode space, IReadOnlyList<SearchDimension> dimensions, SpecProblems problems)
    {
        foreach (var dimension in dimensions.Where(dimension => dimension.Values is null))
        {
            var entry = space.Find(dimension.Key)!;
            if (entry.Value is MappingNode fields && fields.Find("step") is not null)
                continue;
            problems.Add(
                entry.Line, $"{Path}.{dimension.Key}",
                "A grid cannot list a range without a step; add step, write values, or use sampler: random.");
        }
    }

    private static string? Impossible(SearchDimension other, ParameterValue value)
    {
        if (other.Values is { } values)
        {
            return values.Contains(value)
                ? null
                : UnknownName.Describe($"value of {other.Key}", value.ToString(), [.. values.Select(known => known.ToString())]);
        }

        if (other.Step is null)
            return $"{other.Key} is a range without a step, which hardly ever has exactly the value {value}; give {other.Key} values or a step.";
        return IsSound(other) && !other.CanBe(value)
            ? $"{other.Key} can never be {value}: it goes from {other.Min} to {other.Max} by {other.Step}."
            : null;
    }

    /// <summary>Whether a range makes sense; where it does not, that was said already.</summary>
    private static bool IsSound(SearchDimension range) => range.Min < range.Max && (!range.Log || range.Min > 0);

    private static int LineOf(MappingNode space, string dimension, string condition)
    {
        var fields = (MappingNode)space.Find(dimension)!.Value;
        return ((MappingNode)fields.Find("when")!.Value).Find(condition)!.Line;
    }
}
